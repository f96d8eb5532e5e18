package dev.openllm.server.text;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ProviderStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that every message that reaches VS Code is a {@code UserText}: with a template if the message is from the
 * product, or {@code verbatim} if it is from a provider. Only messages that are shown by the command line or the
 * gateway can be plain strings.
 */
class TranslatedMessagesTest {

    private static final String SERVER = "dev.openllm.server";

    /**
     * Records that contain a message, with the number of their components. Constructors with fewer parameters omit the
     * template.
     */
    private static final Map<String, Integer> MESSAGE_RECORDS = Stream.of(
                    Problem.class, ChatEvent.Notice.class, ChatEvent.InvalidToolCall.class, ProviderStatus.class)
            .collect(Collectors.toMap(Class::getName, type -> type.getRecordComponents().length));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(SERVER);

    @Test
    void aMessageIsAPlainStringOnlyIfVsCodeDoesNotShowIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SERVER, SERVER + ".cli..", SERVER + ".gateway..", SERVER + ".imports..")
                .should()
                .callCodeUnitWhere(messageWithoutTemplate())
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaCall<?>> messageWithoutTemplate() {
        return DescribedPredicate.describe("a message without a template is made", call -> {
            JavaClass owner = call.getTargetOwner();
            String name = call.getTarget().getName();
            JavaClass type = messageType(call);
            return type != null
                    && type.isEquivalentTo(String.class)
                    && (owner.isEquivalentTo(OpenLlmException.class) && name.equals("<init>")
                            || owner.isEquivalentTo(ErrorInfo.class)
                                    && Set.of("of", "withMessage", "withHint").contains(name)
                            || MESSAGE_RECORDS.containsKey(owner.getName())
                                    && name.equals("<init>")
                                    && parameterTypes(call).size() < MESSAGE_RECORDS.get(owner.getName()));
        });
    }

    /** Returns the parameter after the kind or severity, or the only parameter. */
    private static JavaClass messageType(JavaCall<?> call) {
        List<JavaClass> parameters = parameterTypes(call);
        if (parameters.isEmpty()) {
            return null;
        }
        JavaClass firstType = parameters.getFirst();
        if (call.getTargetOwner().isEquivalentTo(ChatEvent.InvalidToolCall.class)) {
            return parameters.get(3);
        }
        return firstType.isEnum() && parameters.size() > 1 ? parameters.get(1) : firstType;
    }

    private static List<JavaClass> parameterTypes(JavaCall<?> call) {
        return call.getTarget().getRawParameterTypes();
    }
}
