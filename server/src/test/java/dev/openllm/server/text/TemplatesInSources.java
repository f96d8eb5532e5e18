package dev.openllm.server.text;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The message templates in the calls of {@code UserText.of} and {@code inVsCode}, extracted with the parser of the Java
 * compiler.
 */
final class TemplatesInSources {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)}");

    private final SortedSet<String> templates = new TreeSet<>();
    private final List<String> mistakes = new ArrayList<>();

    private TemplatesInSources() {}

    /**
     * Reads the templates in all source files.
     *
     * @param folders the folders that contain the Java sources
     */
    static TemplatesInSources read(List<Path> folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> walk = Files.walk(folder)) {
                walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        TemplatesInSources found = new TemplatesInSources();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                found.new Calls(unit, positions).scan(unit, null);
            }
        }
        return found;
    }

    /**
     * Returns the templates that a client can receive. If a message has a separate template for VS Code, only this
     * template is included.
     */
    SortedSet<String> templates() {
        return templates;
    }

    /** Returns the calls whose template is not a constant or whose arguments do not match its placeholders. */
    List<String> mistakes() {
        return mistakes;
    }

    private final class Calls extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Calls(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                if (isTextOf(select)) {
                    add(call);
                    return scan(call.getArguments(), nothing);
                }
                if (select.getIdentifier().contentEquals("inVsCode")) {
                    addForVsCode(call, select);
                    return null;
                }
            }
            return super.visitMethodInvocation(call, nothing);
        }

        /** Adds the VS Code template of a message. The template for the command line is not sent to clients. */
        private void addForVsCode(MethodInvocationTree call, MemberSelectTree select) {
            templates.addAll(constants(call.getArguments().getFirst()));
            if (select.getExpression() instanceof MethodInvocationTree own
                    && own.getMethodSelect() instanceof MemberSelectTree of
                    && isTextOf(of)) {
                checkPlaceholders(own);
                scan(own.getArguments(), null);
            } else {
                mistake(call, "inVsCode must follow UserText.of");
            }
        }

        private void add(MethodInvocationTree call) {
            checkPlaceholders(call);
            templates.addAll(constants(call.getArguments().getFirst()));
        }

        private void checkPlaceholders(MethodInvocationTree call) {
            int given = call.getArguments().size() - 1;
            for (String template : constants(call.getArguments().getFirst())) {
                long wanted = PLACEHOLDER
                        .matcher(template)
                        .results()
                        .map(found -> Integer.parseInt(found.group(1)))
                        .distinct()
                        .filter(number -> number < given)
                        .count();
                if (wanted != given
                        || PLACEHOLDER
                                .matcher(template)
                                .results()
                                .anyMatch(f -> Integer.parseInt(f.group(1)) >= given)) {
                    mistake(call, "arguments do not fit the placeholders of: " + template);
                }
            }
        }

        private boolean isTextOf(MemberSelectTree select) {
            return select.getIdentifier().contentEquals("of")
                    && select.getExpression().toString().equals("UserText");
        }

        private List<String> constants(ExpressionTree template) {
            return switch (template) {
                case LiteralTree literal when literal.getValue() instanceof String text -> List.of(text);
                case ParenthesizedTree inner -> constants(inner.getExpression());
                case ConditionalExpressionTree choice ->
                    Stream.concat(
                                    constants(choice.getTrueExpression()).stream(),
                                    constants(choice.getFalseExpression()).stream())
                            .toList();
                case BinaryTree sum
                when sum.getKind() == Tree.Kind.PLUS ->
                    constants(sum.getLeftOperand()).stream()
                            .flatMap(left ->
                                    constants(sum.getRightOperand()).stream().map(left::concat))
                            .toList();
                default -> {
                    mistake(template, "the template must be written in the call");
                    yield List.of();
                }
            };
        }

        private void mistake(Tree tree, String what) {
            long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            mistakes.add(Path.of(unit.getSourceFile().getName()).getFileName() + ":" + line + ": " + what);
        }
    }
}
