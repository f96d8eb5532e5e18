package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Verifies which classes use the time of day. Time limits, pauses, and caches use the monotonic clock because the time
 * of day jumps when the user, NTP, or a virtual machine sets it. Each class that uses the time of day is listed in this
 * test by its purpose.
 */
class WallClockTest {

    private static final Pattern TIME_OF_DAY = Pattern.compile(
            "(Instant|Local(Date|Time|DateTime)|(Zoned|Offset)DateTime"
                + "|YearMonth|Clock|InstantSource)\\.(now|system|systemUTC|systemDefaultZone)|System\\.currentTimeMillis|Date\\.<init>");

    /** Classes that record when an event occurred. */
    private static final Set<String> TIME_RECORDERS = Set.of(
            "access.Access",
            "access.PeerPermissions",
            "access.UseTimes",
            "cli.chat.ConversationStore",
            "config.edit.Backups",
            "config.trust.TrustedFolders",
            "gateway.NamedTokens",
            "gateway.api.Ids",
            "gateway.background.RunningGateway",
            "gateway.http.HttpDate",
            "gateway.ollama.OllamaResponse",
            "provider.ProviderStatuses",
            "secret.KeyHostBindings");

    /** Classes that need the date: for daily limits or for monthly files. */
    private static final Set<String> DATE_USERS = Set.of("access.AuditLog", "access.UsageFiles", "access.UsageToday");

    /**
     * Classes that compare the current time with a time from elsewhere, such as the time of a file or a time in a
     * token. These classes allow for a wrong clock.
     */
    private static final Set<String> TIME_COMPARERS =
            Set.of("config.FileWatch", "file.FileAge", "secret.command.CommandSecrets", "startup.CacheTraining");

    @Test
    void onlyListedClassesUseTheTimeOfDay() {
        JavaClasses server = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.openllm.server");
        Set<String> expected = new TreeSet<>(TIME_RECORDERS);
        expected.addAll(DATE_USERS);
        expected.addAll(TIME_COMPARERS);
        Set<String> actual = server.stream()
                .filter(WallClockTest::usesTimeOfDay)
                .map(javaClass ->
                        javaClass.getName().replace("dev.openllm.server.", "").replaceFirst("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, actual);
    }

    private static boolean usesTimeOfDay(JavaClass javaClass) {
        return javaClass.getCodeUnitAccessesFromSelf().stream().anyMatch(WallClockTest::isTimeOfDay);
    }

    private static boolean isTimeOfDay(JavaAccess<?> access) {
        String target = access.getTargetOwner().getSimpleName() + "." + access.getName();
        return TIME_OF_DAY.matcher(target).matches();
    }
}
