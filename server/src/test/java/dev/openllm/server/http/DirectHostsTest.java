package dev.openllm.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectHostsTest {

    @ParameterizedTest(name = "{0} reaches {1}:{2} directly: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // this machine, regardless of the list
                "-|localhost|11434|true",
                "-|api.localhost|80|true",
                "-|127.0.0.1|80|true",
                "-|127.8.9.1|80|true",
                "-|[::1]|80|true",
                "-|api.openai.com|443|false",
                "-|128.0.0.1|80|false",
                "-|localhost.example.com|80|false",
                // host names
                "*|api.openai.com|443|true",
                "example.com|example.com|443|true",
                "example.com|llm.example.com|443|true",
                "example.com|notexample.com|443|false",
                ".example.com|llm.example.com|443|true",
                ".example.com|example.com|443|true",
                "*.example.com|llm.example.com|443|true",
                "EXAMPLE.com|Llm.Example.COM|443|true",
                "one, two.net ,three|x.two.net|80|true",
                // ports
                "example.com:8443|example.com|8443|true",
                "example.com:8443|example.com|443|false",
                "*:8080|any.host|8080|true",
                // addresses and networks
                "10.0.0.0/8|10.20.30.40|80|true",
                "10.0.0.0/8|11.20.30.40|80|false",
                "192.168.4.0/22|192.168.7.255|80|true",
                "192.168.4.0/22|192.168.8.0|80|false",
                "192.168.1.5|192.168.1.5|80|true",
                "192.168.1.5:81|192.168.1.5|80|false",
                "fd00::/8|[fd12::1]|80|true",
                "[fd12::1]:81|[fd12::1]|81|true",
                "[fd12::1]:81|[fd12::1]|80|false",
                "10.0.0.0/8|ten.example.com|80|false",
            })
    void hostsAreComparedAsWritten(String list, String host, int port, boolean direct) {
        DirectHosts hosts = new DirectHosts(Arrays.asList(list.equals("-") ? new String[0] : list.split(",")));
        assertEquals(direct, hosts.contains(host, port));
    }
}
