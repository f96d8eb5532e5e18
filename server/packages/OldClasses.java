import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Adds the stack maps of Java 8 to classes that were compiled for Java 5 or earlier: {@code java OldClasses.java
 * CLASSPATH TARGET} writes the changed library classes to the folder TARGET. An AOT cache cannot contain a class
 * without stack maps, or a class that is verified against such a class. Without this change, picocli and all commands
 * would be loaded from the jar.
 */
final class OldClasses {

    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private OldClasses() {}

    public static void main(String[] arguments) throws Exception {
        ClassFolder target = ClassFolder.empty(Path.of(arguments[1]));
        List<Path> jars = Stream.of(arguments[0].split(File.pathSeparator))
                .filter(file -> file.endsWith(".jar"))
                .map(Path::of)
                .toList();
        try (URLClassLoader libraries = ClassFolder.loader(jars)) {
            ClassFile classes = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(libraries)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (Path jar : jars) {
                rewrite(classes, jar, target);
            }
        }
    }

    private static void rewrite(ClassFile classes, Path jar, ClassFolder target) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                boolean counts = entry.getName().endsWith(".class")
                        && !entry.getName().startsWith("META-INF/")
                        && !entry.getName().endsWith("module-info.class");
                if (counts) {
                    try (InputStream in = file.getInputStream(entry)) {
                        rewrite(classes, entry.getName(), in.readAllBytes(), target);
                    }
                }
            }
        }
    }

    private static void rewrite(ClassFile classes, String name, byte[] bytes, ClassFolder target) throws IOException {
        ClassModel model = classes.parse(bytes);
        if (model.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return;
        }
        ClassTransform version = ClassTransform.endHandler(
                builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0));
        ClassTransform transform = ((ClassTransform) (builder, element) -> {
                    if (!(element instanceof ClassFileVersion)) {
                        builder.with(element);
                    }
                })
                .andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL))
                .andThen(version);
        target.write(name, classes.transformClass(model, transform));
    }
}
