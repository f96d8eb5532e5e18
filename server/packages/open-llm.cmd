@rem Starts Open LLM Provider with the runtime in the folder of this script.
@setlocal
@set more=
@if "%~1"=="gateway" set more="@%~dp0open-llm.gateway.flags"
@"%~dp0runtime\bin\java.exe" "@%~dp0open-llm.flags" %more% -jar "%~dp0open-llm.jar" %*
