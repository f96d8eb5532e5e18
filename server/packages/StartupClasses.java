import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes classes of the packaged program for a faster start, without changing their behavior: {@code java
 * StartupClasses.java CLASSPATH TARGET} writes the changed classes to the folder TARGET. See {@link CallSites}, {@link
 * LateDecimals}, and {@link LateDates}.
 */
final class StartupClasses {

    private static final String OURS = "dev/openllm/";

    private StartupClasses() {}

    public static void main(String[] arguments) throws Exception {
        ClassFolder target = ClassFolder.empty(Path.of(arguments[1]));
        List<Path> places = Stream.of(arguments[0].split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        try (URLClassLoader all = ClassFolder.loader(places)) {
            ClassFile classes = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(all).orElse(ClassHierarchyResolver.defaultResolver())));
            LateDecimals decimals = new LateDecimals(classes);
            LateDates dates = new LateDates(classes);
            for (Path place : places) {
                if (Files.isDirectory(place)) {
                    rewrite(classes, decimals, dates, place, target);
                } else {
                    try (FileSystem jar = FileSystems.newFileSystem(place)) {
                        rewrite(classes, decimals, dates, jar.getPath("/"), target);
                    }
                }
            }
            decimals.finish(target);
            dates.finish(target);
        }
    }

    private static void rewrite(
            ClassFile classes, LateDecimals decimals, LateDates dates, Path root, ClassFolder target)
            throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(root)) {
            files = found.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString().replace(File.separatorChar, '/');
            Optional<byte[]> changed = Optional.empty();
            if (name.startsWith(OURS)) {
                changed = CallSites.plain(classes, Files.readAllBytes(file));
            } else if (LateDecimals.concerns(name)) {
                changed = Optional.of(decimals.late(name, Files.readAllBytes(file)));
            } else if (LateDates.concerns(name)) {
                changed = Optional.of(dates.late(name, Files.readAllBytes(file)));
            }
            if (changed.isPresent()) {
                target.write(name, changed.get());
            }
        }
    }
}
