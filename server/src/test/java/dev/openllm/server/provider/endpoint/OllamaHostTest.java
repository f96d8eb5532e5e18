package dev.openllm.server.provider.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaHostTest {

    @ParameterizedTest
    @CsvSource({
        "'',                          http://127.0.0.1:11434",
        "0.0.0.0,                     http://127.0.0.1:11434",
        "0.0.0.0:1234,                http://127.0.0.1:1234",
        ":1234,                       http://127.0.0.1:1234",
        "192.168.1.9,                 http://192.168.1.9:11434",
        "http://gpu.example.com,      http://gpu.example.com:80",
        "https://gpu.example.com,     https://gpu.example.com:443",
        "https://gpu.example.com:8443/, https://gpu.example.com:8443",
        "[::]:11434,                  http://127.0.0.1:11434",
        "'\"10.0.0.1:99\"',           http://10.0.0.1:99",
        "!!,                          http://127.0.0.1:11434",
    })
    void theVariableIsParsedAsOllamaDoes(String variable, String address) {
        assertEquals(address, OllamaHost.parse(variable).toString());
    }
}
