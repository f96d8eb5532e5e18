package dev.openllm.server.gateway.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Tests for the files that make each operating system start the gateway at login. */
class LoginItemTest {

    private static final List<String> COMMAND = List.of(
            "/opt/open llm/100%/java",
            "@/opt/$x/open-llm.flags", "-jar", "/opt/a&b/open-llm.jar", "gateway", "--background");

    @TempDir
    Path home;

    private LoginItem item(String os, String user, List<String> command) {
        Map<String, String> environment = Map.of("HOME", home.toString());
        return LoginItem.of(os, environment, new StateFolder(home.resolve("state")), user, command);
    }

    private static String text(LoginItem item) {
        return new String(item.content(), StandardCharsets.UTF_8);
    }

    @Test
    void aSystemdUserUnitQuotesItsCommandAndEndsCleanly() {
        LoginItem unit = item("Linux", "me", COMMAND);
        assertEquals(home.resolve(".config/systemd/user/open-llm-gateway.service"), unit.file());
        assertTrue(
                text(unit)
                        .contains("\nExecStart=\"/opt/open llm/100%%/java\" \"@/opt/$$x/open-llm.flags\" \"-jar\""
                                + " \"/opt/a&b/open-llm.jar\" \"gateway\" \"--background\"\n"),
                text(unit));
        for (String line : List.of(
                "Restart=on-failure",
                "SuccessExitStatus=143",
                "UMask=0077",
                "NoNewPrivileges=true",
                "WantedBy=default.target")) {
            assertTrue(text(unit).contains("\n" + line + "\n"), line);
        }
        assertEquals(
                List.of(
                        List.of("systemctl", "--user", "daemon-reload"),
                        List.of("systemctl", "--user", "enable", "--now", "open-llm-gateway.service")),
                unit.enable());
        assertEquals(
                List.of(List.of("systemctl", "--user", "disable", "--now", "open-llm-gateway.service")),
                unit.disable());
    }

    @Test
    void systemdAcceptsTheUnit() throws IOException, InterruptedException {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "systemd-analyze is not installed");
        LoginItem unit = item("Linux", "me", List.of("/bin/sh", "-c", "exit 0"));
        unit.write();
        Process process = new ProcessBuilder(
                        analyze.toString(),
                        "verify",
                        "--user",
                        "--man=no",
                        unit.file().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertFalse(output.contains("open-llm-gateway.service:"), output);
    }

    @Test
    void aLaunchdAgentIsDisabledUntilItIsEnabled() throws Exception {
        LoginItem agent = item("Mac OS X", "502", COMMAND);
        assertEquals(home.resolve("Library/LaunchAgents/dev.openllm.gateway.plist"), agent.file());
        Element dict =
                (Element) xml(agent.content()).getElementsByTagName("dict").item(0);
        assertEquals("true", value(dict, "Disabled").getTagName());
        assertEquals("true", value(dict, "RunAtLoad").getTagName());
        assertEquals("dev.openllm.gateway", value(dict, "Label").getTextContent());
        assertEquals("63", value(dict, "Umask").getTextContent()); // octal 077
        NodeList arguments = value(dict, "ProgramArguments").getElementsByTagName("string");
        assertEquals(
                COMMAND,
                IntStream.range(0, arguments.getLength())
                        .mapToObj(i -> arguments.item(i).getTextContent())
                        .toList());
        assertEquals(
                List.of(
                        List.of("launchctl", "enable", "gui/502/dev.openllm.gateway"),
                        List.of(
                                "launchctl",
                                "bootstrap",
                                "gui/502",
                                agent.file().toString())),
                agent.enable());
    }

    @Test
    void aScheduledTaskRunsOnlyForItsUserAndWithoutAWindow() throws Exception {
        LoginItem task = item(
                "Windows 11",
                "DOM\\me",
                List.of("C:\\Program Files\\x\\java.exe", "-jar", "C:\\a b\\open-llm.jar", "gateway", "--background"));
        assertEquals((byte) 0xff, task.content()[0]); // UTF-16 byte order mark, as {@code schtasks} expects
        assertEquals((byte) 0xfe, task.content()[1]);
        Document xml = xml(task.content());
        assertEquals("C:\\Program Files\\x\\javaw.exe", textOf(xml, "Command"));
        assertEquals("-jar \"C:\\a b\\open-llm.jar\" gateway --background", textOf(xml, "Arguments"));
        assertEquals("LeastPrivilege", textOf(xml, "RunLevel"));
        assertEquals("InteractiveToken", textOf(xml, "LogonType"));
        assertEquals("PT0S", textOf(xml, "ExecutionTimeLimit"));
        assertEquals(2, xml.getElementsByTagName("UserId").getLength());
        assertEquals("DOM\\me", xml.getElementsByTagName("UserId").item(0).getTextContent());
        assertEquals(
                List.of("schtasks", "/Delete", "/TN", "Open LLM gateway", "/F"),
                task.disable().getFirst());
    }

    @Test
    void theFileIsPrivateAndCanBeRemoved() throws IOException {
        LoginItem unit = item("Linux", "me", COMMAND);
        unit.write();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(unit.file())));
        assertTrue(unit.delete());
        assertFalse(unit.delete());
    }

    private static Document xml(byte[] content) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(content));
    }

    private static String textOf(Document xml, String name) {
        return xml.getElementsByTagName(name).item(0).getTextContent();
    }

    /** Returns the element after a key of the property list. */
    private static Element value(Element dict, String key) {
        NodeList keys = dict.getElementsByTagName("key");
        for (int i = 0; i < keys.getLength(); i++) {
            if (keys.item(i).getTextContent().equals(key)) {
                var next = keys.item(i).getNextSibling();
                while (!(next instanceof Element)) {
                    next = next.getNextSibling();
                }
                return (Element) next;
            }
        }
        throw new AssertionError(key);
    }
}
