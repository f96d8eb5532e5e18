package dev.openllm.server.gateway.background;

import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.HomeFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file that causes the system to start the gateway when the user logs in. Writing the file is not sufficient. In
 * addition, the {@code enable} commands must be run, either by the user or at the user's request.
 *
 * @param file the path of the file
 * @param content the content of the file
 * @param enable the commands that start the gateway now and at later logins
 * @param disable the commands that undo the {@code enable} commands
 */
public record LoginItem(Path file, byte[] content, List<List<String>> enable, List<List<String>> disable) {

    private static final String AGENT_LABEL = "dev.openllm.gateway";
    private static final String TASK_NAME = "Open LLM gateway";
    private static final String UNIT_NAME = "open-llm-gateway.service";

    public LoginItem {
        content = content.clone();
    }

    /**
     * Returns the login item for the specified operating system.
     *
     * @param command the command that starts the background gateway
     * @param user the numeric user ID on macOS, or the user name on Windows, preceded by the domain and a backslash
     */
    public static LoginItem of(
            String osName, Map<String, String> environment, StateFolder folder, String user, List<String> command) {
        String os = osName.toLowerCase(Locale.ROOT);
        Path home = HomeFolder.of(environment);
        if (os.startsWith("windows")) {
            return scheduledTask(folder, user, command);
        }
        if (os.contains("mac")) {
            return launchAgent(home, folder, user, command);
        }
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path configHome = config.isBlank() ? home.resolve(".config") : Path.of(config);
        return systemdUnit(configHome, command);
    }

    public void write() throws IOException {
        AtomicFile.replacePrivately(file, content);
    }

    /** Deletes the file. @return whether the file existed */
    public boolean delete() throws IOException {
        return Files.deleteIfExists(file);
    }

    /** Returns a systemd user service. Source: systemd.service(5), and systemd.syntax(7) for the quoting. */
    private static LoginItem systemdUnit(Path configHome, List<String> command) {
        StringBuilder commandLine = new StringBuilder();
        command.forEach(
                word -> commandLine.append(commandLine.isEmpty() ? "" : " ").append(quoteForSystemd(word)));
        String unit = """
            # Written by "open-llm gateway at-login"; removed by "open-llm gateway at-login --remove".
            [Unit]
            Description=Open LLM Provider gateway

            [Service]
            Type=exec
            ExecStart=%s
            Restart=on-failure
            # The JVM's exit code after SIGTERM.
            SuccessExitStatus=143
            TimeoutStopSec=15
            UMask=0077
            NoNewPrivileges=true

            [Install]
            WantedBy=default.target
            """.formatted(commandLine);
        return new LoginItem(
                configHome.resolve("systemd").resolve("user").resolve(UNIT_NAME),
                unit.getBytes(StandardCharsets.UTF_8),
                List.of(
                        List.of("systemctl", "--user", "daemon-reload"),
                        List.of("systemctl", "--user", "enable", "--now", UNIT_NAME)),
                List.of(List.of("systemctl", "--user", "disable", "--now", UNIT_NAME)));
    }

    private static String quoteForSystemd(String word) {
        String escaped = word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("%", "%%")
                .replace("$", "$$");
        return "\"" + escaped + "\"";
    }

    /**
     * Returns a launchd agent. The agent is disabled until {@code launchctl enable} is run, because any enabled agent
     * in the {@code LaunchAgents} folder would start at login. Source: launchd.plist(5).
     */
    private static LoginItem launchAgent(Path home, StateFolder folder, String user, List<String> command) {
        StringBuilder words = new StringBuilder();
        command.forEach(
                word -> words.append("        <string>").append(escapeXml(word)).append("</string>\n"));
        String plist =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <!-- Written by "open-llm gateway at-login"; "open-llm gateway at-login" with the remove option removes it. -->
                <plist version="1.0">
                <dict>
                    <key>Label</key>
                    <string>%s</string>
                    <key>Disabled</key>
                    <true/>
                    <key>ProgramArguments</key>
                    <array>
                %s    </array>
                    <key>RunAtLoad</key>
                    <true/>
                    <key>KeepAlive</key>
                    <dict>
                        <key>Crashed</key>
                        <true/>
                    </dict>
                    <key>ProcessType</key>
                    <string>Background</string>
                    <key>StandardOutPath</key>
                    <string>/dev/null</string>
                    <key>StandardErrorPath</key>
                    <string>%s</string>
                    <key>Umask</key>
                    <integer>63</integer>
                </dict>
                </plist>
                """.formatted(AGENT_LABEL, words, escapeXml(folder.startLog().toString()));
        Path file = home.resolve("Library").resolve("LaunchAgents").resolve(AGENT_LABEL + ".plist");
        String domain = "gui/" + user;
        return new LoginItem(
                file,
                plist.getBytes(StandardCharsets.UTF_8),
                List.of(
                        List.of("launchctl", "enable", domain + "/" + AGENT_LABEL),
                        List.of("launchctl", "bootstrap", domain, file.toString())),
                List.of(
                        List.of("launchctl", "bootout", domain + "/" + AGENT_LABEL),
                        List.of("launchctl", "disable", domain + "/" + AGENT_LABEL)));
    }

    /**
     * Returns the definition of a scheduled task, encoded in UTF-16 as {@code schtasks} requires. Source:
     * https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema
     */
    private static LoginItem scheduledTask(StateFolder folder, String user, List<String> command) {
        StringBuilder arguments = new StringBuilder();
        command.subList(1, command.size())
                .forEach(
                        word -> arguments.append(arguments.isEmpty() ? "" : " ").append(quoteForWindows(word)));
        String task = """
            <?xml version="1.0" encoding="UTF-16"?>
            <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
              <RegistrationInfo>
                <Description>Open LLM Provider gateway</Description>
              </RegistrationInfo>
              <Triggers>
                <LogonTrigger>
                  <Enabled>true</Enabled>
                  <UserId>%1$s</UserId>
                </LogonTrigger>
              </Triggers>
              <Principals>
                <Principal id="Author">
                  <UserId>%1$s</UserId>
                  <LogonType>InteractiveToken</LogonType>
                  <RunLevel>LeastPrivilege</RunLevel>
                </Principal>
              </Principals>
              <Settings>
                <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
                <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
                <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
                <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
              </Settings>
              <Actions Context="Author">
                <Exec>
                  <Command>%2$s</Command>
                  <Arguments>%3$s</Arguments>
                </Exec>
              </Actions>
            </Task>
            """.formatted(
                escapeXml(user), escapeXml(windowlessLauncher(command.getFirst())), escapeXml(arguments.toString()));
        Path file = folder.folder().resolve("gateway.task.xml");
        return new LoginItem(
                file,
                ("\ufeff" + task.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE),
                List.of(
                        List.of("schtasks", "/Create", "/TN", TASK_NAME, "/XML", file.toString(), "/F"),
                        List.of("schtasks", "/Run", "/TN", TASK_NAME)),
                List.of(List.of("schtasks", "/Delete", "/TN", TASK_NAME, "/F")));
    }

    /** Returns the path of the Java launcher that does not open a console window. */
    private static String windowlessLauncher(String java) {
        return java.endsWith("java.exe") ? java.substring(0, java.length() - "java.exe".length()) + "javaw.exe" : java;
    }

    /**
     * Quotes an argument in the format that {@code CommandLineToArgvW} parses. The paths and options in this command do
     * not contain quotation marks.
     */
    private static String quoteForWindows(String word) {
        return word.matches("[A-Za-z0-9_:=./\\\\@-]+") ? word : "\"" + word + "\"";
    }

    private static String escapeXml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
