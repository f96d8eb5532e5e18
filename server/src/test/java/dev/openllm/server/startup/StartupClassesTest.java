package dev.openllm.server.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that classes that the build changes for a faster startup behave like the compiled classes. */
class StartupClassesTest {

    private static final List<Class<?>> SAMPLES = List.of(
            StartupSamples.class,
            StartupSamples.Shape.class,
            StartupSamples.Circle.class,
            StartupSamples.Square.class,
            StartupSamples.Empty.class,
            StartupSamples.All.class);

    @TempDir
    private static Path temp;

    private static URLClassLoader changedLoader;

    @BeforeAll
    static void changeTheSamples() throws Exception {
        Path compiled = temp.resolve("compiled");
        for (Class<?> sample : SAMPLES) {
            Path file = compiled.resolve(sample.getName().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            try (InputStream in =
                    sample.getResourceAsStream("/" + sample.getName().replace('.', '/') + ".class")) {
                Files.write(file, in.readAllBytes());
            }
        }
        List<Path> libraries = List.of(codeLocation(JsonFactory.class), codeLocation(ObjectMapper.class));
        Path target = temp.resolve("changed");
        Path log = temp.resolve("log");
        int exitCode = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "packages/StartupClasses.java",
                        compiled + File.pathSeparator + libraries.get(0) + File.pathSeparator + libraries.get(1),
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertEquals(0, exitCode, Files.readString(log));
        List<URL> urls =
                new ArrayList<>(List.of(target.toUri().toURL(), compiled.toUri().toURL()));
        for (Path library : libraries) {
            urls.add(library.toUri().toURL());
        }
        urls.add(codeLocation(com.fasterxml.jackson.annotation.JsonProperty.class)
                .toUri()
                .toURL());
        changedLoader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @Test
    void noCallSiteRemainsThatGeneratesClassesAtRunTime() throws Exception {
        for (Class<?> sample : List.of(StartupSamples.class, StartupSamples.Shape.class, StartupSamples.All.class)) {
            Path file = temp.resolve("changed").resolve(sample.getName().replace('.', '/') + ".class");
            Set<String> bootstrapOwners = ClassFile.of().parse(file).methods().stream()
                    .filter(method -> !method.methodName().equalsString("toString"))
                    .flatMap(method -> method.code().stream())
                    .flatMap(CodeModel::elementStream)
                    .filter(InvokeDynamicInstruction.class::isInstance)
                    .map(instruction -> ((InvokeDynamicInstruction) instruction)
                            .bootstrapMethod()
                            .owner()
                            .displayName())
                    .collect(Collectors.toSet());
            assertFalse(
                    bootstrapOwners.contains("ObjectMethods") || bootstrapOwners.contains("SwitchBootstraps"),
                    sample + ": " + bootstrapOwners);
        }
    }

    @Test
    void recordsHaveTheSameEqualityAndHashCodesAsBefore() throws Exception {
        assertEquals(results(StartupSamples.class, "equalities"), results(changedSamples(), "equalities"));
        assertEquals(results(StartupSamples.class, "hashes"), results(changedSamples(), "hashes"));
    }

    @Test
    void typeSwitchesTakeTheSameBranches() throws Exception {
        List<?> branches = results(changedSamples(), "branches");
        assertEquals(results(StartupSamples.class, "branches"), branches);
        assertNotEquals(1, branches.stream().distinct().count());
    }

    @Test
    void jacksonStillReadsAndWritesDates() throws Exception {
        for (ClassLoader loader : List.of(getClass().getClassLoader(), changedLoader)) {
            Object mapper = loader.loadClass("com.fasterxml.jackson.databind.ObjectMapper")
                    .getConstructor()
                    .newInstance();
            Method read = mapper.getClass().getMethod("readValue", String.class, Class.class);
            Object format = loader.loadClass("com.fasterxml.jackson.databind.util.StdDateFormat")
                    .getConstructor()
                    .newInstance();
            assertEquals(new Date(0), read.invoke(mapper, "\"Thu, 01 Jan 1970 00:00:00 GMT\"", Date.class));
            assertEquals(new Date(0), read.invoke(mapper, "\"1970-01-01T01:00:00+01:00\"", Date.class));
            assertEquals("1970-01-01T00:00:00.000+00:00", ((DateFormat) format).format(new Date(0)));
        }
    }

    @Test
    void jacksonStillRefusesNumbersThatAreTooLarge() throws Exception {
        Class<?> limits = changedLoader.loadClass("com.fasterxml.jackson.core.base.DecimalLimits");
        assertNotNull(limits);
        assertEquals(
                readNumber(Class.forName("com.fasterxml.jackson.core.JsonFactory"), "99999999999999999999.5"),
                readNumber(
                        changedLoader.loadClass("com.fasterxml.jackson.core.JsonFactory"), "99999999999999999999.5"));
        assertEquals("12", readNumber(changedLoader.loadClass("com.fasterxml.jackson.core.JsonFactory"), "12.5"));
    }

    /** Reads a decimal number as a decimal and then as a {@code long}. Returns the value or the error message. */
    private static String readNumber(Class<?> factory, String number) throws Exception {
        Object parser = factory.getMethod("createParser", String.class)
                .invoke(factory.getConstructor().newInstance(), number);
        Class<?> type = factory.getClassLoader().loadClass("com.fasterxml.jackson.core.JsonParser");
        Function<String, Object> invocation = name -> {
            try {
                return type.getMethod(name).invoke(parser);
            } catch (InvocationTargetException exception) {
                return exception.getCause().getMessage().lines().findFirst().orElseThrow();
            } catch (ReflectiveOperationException unexpected) {
                throw new AssertionError(unexpected);
            }
        };
        invocation.apply("nextToken");
        invocation.apply("getDecimalValue");
        return invocation.apply("getLongValue").toString();
    }

    private static Class<?> changedSamples() throws Exception {
        return changedLoader.loadClass(StartupSamples.class.getName());
    }

    private static List<?> results(Class<?> samples, String method) throws Exception {
        return (List<?>) samples.getMethod(method).invoke(null);
    }

    private static Path codeLocation(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
