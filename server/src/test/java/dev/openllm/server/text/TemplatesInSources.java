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
            try (Stream<Path> paths = Files.walk(folder)) {
                paths.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        TemplatesInSources sources = new TemplatesInSources();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                sources.new Calls(unit, positions).scan(unit, null);
            }
        }
        return sources;
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
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                if (isUserTextOf(select)) {
                    add(call);
                    return scan(call.getArguments(), unused);
                }
                if (select.getIdentifier().contentEquals("inVsCode")) {
                    addForVsCode(call, select);
                    return null;
                }
            }
            return super.visitMethodInvocation(call, unused);
        }

        /** Adds the VS Code template of a message. The template for the command line is not sent to clients. */
        private void addForVsCode(MethodInvocationTree call, MemberSelectTree select) {
            templates.addAll(constants(call.getArguments().getFirst()));
            if (select.getExpression() instanceof MethodInvocationTree textCall
                    && textCall.getMethodSelect() instanceof MemberSelectTree textSelect
                    && isUserTextOf(textSelect)) {
                checkPlaceholders(textCall);
                scan(textCall.getArguments(), null);
            } else {
                addMistake(call, "inVsCode must follow UserText.of");
            }
        }

        private void add(MethodInvocationTree call) {
            checkPlaceholders(call);
            templates.addAll(constants(call.getArguments().getFirst()));
        }

        private void checkPlaceholders(MethodInvocationTree call) {
            int argumentCount = call.getArguments().size() - 1;
            for (String template : constants(call.getArguments().getFirst())) {
                long usedCount = PLACEHOLDER
                        .matcher(template)
                        .results()
                        .map(match -> Integer.parseInt(match.group(1)))
                        .distinct()
                        .filter(number -> number < argumentCount)
                        .count();
                if (usedCount != argumentCount
                        || PLACEHOLDER
                                .matcher(template)
                                .results()
                                .anyMatch(match -> Integer.parseInt(match.group(1)) >= argumentCount)) {
                    addMistake(call, "arguments do not fit the placeholders of: " + template);
                }
            }
        }

        private boolean isUserTextOf(MemberSelectTree select) {
            return select.getIdentifier().contentEquals("of")
                    && select.getExpression().toString().equals("UserText");
        }

        private List<String> constants(ExpressionTree template) {
            return switch (template) {
                case LiteralTree literal when literal.getValue() instanceof String text -> List.of(text);
                case ParenthesizedTree parenthesized -> constants(parenthesized.getExpression());
                case ConditionalExpressionTree conditional ->
                    Stream.concat(
                                    constants(conditional.getTrueExpression()).stream(),
                                    constants(conditional.getFalseExpression()).stream())
                            .toList();
                case BinaryTree concatenation
                when concatenation.getKind() == Tree.Kind.PLUS ->
                    constants(concatenation.getLeftOperand()).stream()
                            .flatMap(prefix -> constants(concatenation.getRightOperand()).stream()
                                    .map(prefix::concat))
                            .toList();
                default -> {
                    addMistake(template, "the template must be written in the call");
                    yield List.of();
                }
            };
        }

        private void addMistake(Tree tree, String message) {
            long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            mistakes.add(Path.of(unit.getSourceFile().getName()).getFileName() + ":" + line + ": " + message);
        }
    }
}
