import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Moves the constants {@code BD_…} of {@code ParserMinimalBase} in Jackson to a class that is initialized when the
 * first number that exceeds a {@code long} is read. Otherwise, the first parser would initialize them, and the
 * initialization of {@code BigDecimal} in Java 25 computes 5 to the power of 65,536, which takes 22 ms.
 */
final class LateDecimals {

    private static final String BASE = "com/fasterxml/jackson/core/base/ParserMinimalBase.class";
    private static final Set<String> CLASSES = Set.of(
            BASE,
            "com/fasterxml/jackson/core/base/ParserBase.class",
            "com/fasterxml/jackson/databind/util/TokenBuffer$Parser.class");

    private static final ClassDesc DECIMAL = ClassDesc.of("java.math.BigDecimal");
    private static final ClassDesc LIMITS = ClassDesc.of("com.fasterxml.jackson.core.base.DecimalLimits");
    private static final Map<String, Long> VALUES = new TreeMap<>(Map.of(
            "BD_MIN_INT", (long) Integer.MIN_VALUE,
            "BD_MAX_INT", (long) Integer.MAX_VALUE,
            "BD_MIN_LONG", Long.MIN_VALUE,
            "BD_MAX_LONG", Long.MAX_VALUE));

    private final ClassFile classes;
    private final Set<String> done = new HashSet<>();

    LateDecimals(ClassFile classes) {
        this.classes = classes;
    }

    static boolean concerns(String name) {
        return CLASSES.contains(name);
    }

    byte[] late(String name, byte[] bytes) {
        done.add(name);
        int[] left = {0};
        ClassTransform limits = ClassTransform.dropping(element ->
                        element instanceof FieldModel field && isLimit(field.fieldName().stringValue()))
                .andThen(ClassTransform.transformingMethodBodies(
                        LateDecimals::initializes, CodeTransform.ofStateful(() -> leavingOut(left))))
                .andThen(ClassTransform.transformingMethodBodies(LateDecimals::read));
        byte[] changed = classes.transformClass(classes.parse(bytes), limits);
        if (name.equals(BASE) && left[0] != VALUES.size()) {
            throw new IllegalStateException("Another Jackson initializes its limits in another way: " + BASE);
        }
        return changed;
    }

    private static boolean initializes(MethodModel method) {
        return method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME);
    }

    private static boolean isLimit(String field) {
        return VALUES.containsKey(field);
    }

    /** Omits the instructions that create and store the limits: from {@code new} to {@code putstatic}. */
    private static CodeTransform leavingOut(int[] left) {
        boolean[] creating = {false};
        return (code, element) -> {
            if (element instanceof NewObjectInstruction create
                    && create.className().asSymbol().equals(DECIMAL)) {
                creating[0] = true;
            }
            if (!creating[0]) {
                code.with(element);
            }
            if (element instanceof FieldInstruction field
                    && field.opcode() == Opcode.PUTSTATIC
                    && isLimit(field.name().stringValue())) {
                creating[0] = false;
                left[0]++;
            }
        };
    }

    /** Replaces reads of the limits with reads from the other class. */
    private static void read(CodeBuilder code, CodeElement element) {
        if (element instanceof FieldInstruction field
                && field.opcode() == Opcode.GETSTATIC
                && isLimit(field.name().stringValue())) {
            code.getstatic(LIMITS, field.name().stringValue(), DECIMAL);
        } else {
            code.with(element);
        }
    }

    /** Writes the class that contains the limits. */
    void finish(ClassFolder target) throws IOException {
        if (!done.equals(CLASSES)) {
            throw new IllegalStateException("Of Jackson's classes that use its limits, only these were found: " + done);
        }
        byte[] limits = classes.build(LIMITS, builder -> {
            builder.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL);
            VALUES.keySet().forEach(name -> builder.withField(name, DECIMAL, field -> field.withFlags(
                    AccessFlag.PUBLIC, AccessFlag.STATIC, AccessFlag.FINAL)));
            builder.withMethodBody(
                    ConstantDescs.CLASS_INIT_NAME,
                    MethodTypeDesc.of(ConstantDescs.CD_void),
                    AccessFlag.STATIC.mask(),
                    code -> {
                        VALUES.forEach((name, value) -> code.loadConstant(value)
                                .invokestatic(DECIMAL, "valueOf", MethodTypeDesc.of(DECIMAL, ConstantDescs.CD_long))
                                .putstatic(LIMITS, name, DECIMAL));
                        code.return_();
                    });
        });
        target.write("com/fasterxml/jackson/core/base/DecimalLimits.class", limits);
    }
}
