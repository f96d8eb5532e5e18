package dev.openllm.server.chat.doctor;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.doctor.DoctorCheck;
import dev.openllm.protocol.doctor.DoctorCheck.Name;
import dev.openllm.protocol.doctor.DoctorCheck.Outcome;
import dev.openllm.protocol.doctor.DoctorParams;
import dev.openllm.protocol.doctor.DoctorResult;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ConfiguredProviders;
import dev.openllm.server.provider.KeysInMemory;
import dev.openllm.server.provider.Service;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeAnswer.Step;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests for {@code open-llm doctor} with a simulated local provider. */
class DoctorTest {

    private static final String KEY = "canary-doctor-key-1234567890";

    @Test
    void aHealthyProviderPassesEveryCheck() {
        try (FakeProvider server = healthyProvider()) {
            DoctorResult result = doctor(server).run(new DoctorParams(Optional.of("work"), Optional.empty()));
            assertEquals(
                    Map.of(
                            Name.REACH, Outcome.PASSED,
                            Name.KEY, Outcome.PASSED,
                            Name.LIST, Outcome.PASSED,
                            Name.STREAM, Outcome.PASSED,
                            Name.USAGE, Outcome.PASSED,
                            Name.TOOL, Outcome.PASSED,
                            Name.IMAGE, Outcome.PASSED,
                            Name.CANCEL, Outcome.PASSED),
                    outcomes(result));
            server.awaitClosed(); // cancellation has reached the provider as a closed connection
        }
    }

    @Test
    void theReportContainsNoKeyAndNoAddressOfASelfHostedServer() {
        try (FakeProvider server = healthyProvider()) {
            String report = doctor(server)
                    .run(new DoctorParams(Optional.of("work"), Optional.empty()))
                    .report();
            assertTrue(report.contains("stream  passed"), report);
            assertFalse(report.contains(KEY), report);
            assertFalse(report.contains("127.0.0.1"), report);
        }
    }

    @Test
    void theReportDoesNotContainTheAddressThatAKeyIsBoundTo() {
        try (FakeProvider server = FakeProvider.start().always("*", request -> FakeAnswer.error(401, "{}"))) {
            KeysInMemory keys = new KeysInMemory().withKeyBoundTo("work", "https://llm.corp.example:8443");
            String report = doctor(server, keys)
                    .run(new DoctorParams(Optional.of("work"), Optional.empty()))
                    .report();
            assertTrue(report.contains("The API key is bound to (another host)."), report);
            assertFalse(report.contains("corp"), report);
        }
    }

    @Test
    void aRefusedKeyIsDetectedAndEndsTheChecks() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always("*", request -> FakeAnswer.error(401, "{\"error\":{\"message\":\"Bad key " + KEY + "\"}}"));
            DoctorResult result = doctor(server).run(new DoctorParams(Optional.of("work"), Optional.empty()));
            Map<Name, Outcome> outcomes = outcomes(result);
            assertEquals(Outcome.PASSED, outcomes.get(Name.REACH));
            assertEquals(Outcome.FAILED, outcomes.get(Name.KEY));
            assertEquals(Outcome.SKIPPED, outcomes.get(Name.STREAM));
            assertFalse(result.report().contains(KEY), result.report());
        }
    }

    @Test
    void aMissingServerIsDetectedImmediately() {
        Doctor doctor;
        try (FakeProvider server = healthyProvider()) {
            doctor = doctor(server);
        }
        Map<Name, Outcome> outcomes = outcomes(doctor.run(new DoctorParams(Optional.of("work"), Optional.empty())));
        assertEquals(Outcome.FAILED, outcomes.get(Name.REACH));
        assertEquals(Outcome.SKIPPED, outcomes.get(Name.KEY));
    }

    @Test
    void theBuiltInEchoModelPassesEveryCheckThatItSupports() {
        try (FakeProvider server = healthyProvider()) {
            DoctorResult result = doctor(server).run(new DoctorParams(Optional.of("echo"), Optional.empty()));
            Map<Name, Outcome> outcomes = outcomes(result);
            assertEquals(Outcome.SKIPPED, outcomes.remove(Name.IMAGE), "it looks at no picture");
            assertEquals(
                    List.of(Outcome.PASSED),
                    outcomes.values().stream().distinct().toList(),
                    result.report());
        }
    }

    @Test
    void anUnknownProviderIsReported() {
        try (FakeProvider server = healthyProvider()) {
            OpenLlmException exception = assertThrows(
                    OpenLlmException.class,
                    () -> doctor(server).run(new DoctorParams(Optional.of("wrok"), Optional.empty())));
            assertEquals("Provider wrok does not exist.", exception.getMessage());
        }
    }

    private static Map<Name, Outcome> outcomes(DoctorResult result) {
        return result.checks().stream().collect(Collectors.toMap(DoctorCheck::name, DoctorCheck::outcome));
    }

    private static Doctor doctor(FakeProvider server) {
        return doctor(server, new KeysInMemory().withKey("work", KEY));
    }

    private static Doctor doctor(FakeProvider server, KeysInMemory keys) {
        ConfiguredProviders providers =
                Service.providers(keys, provider("work").apiBase(server.uri()).build());
        OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
        return new Doctor(providers, new ChatPipeline(providers, http), "test");
    }

    private static FakeProvider healthyProvider() {
        return FakeProvider.start()
                .always(
                        "/v1/models",
                        request -> FakeAnswer.json(
                                "{\"data\":[{\"id\":\"m\",\"input_modalities\":[\"text\",\"image\"]}]}"))
                .always("/v1/chat/completions", DoctorTest::respond);
    }

    private static FakeAnswer respond(FakeRequest request) {
        JsonNode messages = request.json().path("messages");
        String lastMessage = messages.path(messages.size() - 1).toString();
        if (lastMessage.contains("five hundred")) {
            return FakeAnswer.sse(textChunk("one")).withStep(new Step.Hang());
        }
        if (lastMessage.contains("image_url")) {
            return FakeAnswer.sse(textChunk("Red."), finishChunk("stop"), "[DONE]");
        }
        if (lastMessage.contains("weather in Paris")) {
            return FakeAnswer.sse(
                    "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":"
                            + "\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}]}}]}",
                    finishChunk("tool_calls"),
                    "[DONE]");
        }
        return FakeAnswer.sse(
                textChunk("one "),
                textChunk("two"),
                finishChunk("stop"),
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}",
                "[DONE]");
    }

    private static String textChunk(String content) {
        return "{\"choices\":[{\"delta\":{\"content\":\"" + content + "\"}}]}";
    }

    private static String finishChunk(String reason) {
        return "{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }
}
