import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Shortens the initialization of Jackson's {@code ObjectMapper} by 13 ms, on which the first message of each start waits:
 *
 * <ul>
 *   <li>{@code StdDateFormat} creates its calendar and its format for RFC 1123 when a date is first read or written.
 *   <li>The default time zone, UTC, is created instead of being looked up in the time zone database, which would be read.
 *   <li>Annotations of {@code java.beans}, which this program does not use, are not searched for. The runtime image does not
 *       contain them, and to find that out, the JVM would read the directory of the JAR file.
 * </ul>
 */
final class LateDates {

    private static final String FORMAT = "com/fasterxml/jackson/databind/util/StdDateFormat.class";
    private static final String SETTINGS = "com/fasterxml/jackson/databind/cfg/BaseSettings.class";
    private static final String BEANS = "com/fasterxml/jackson/databind/ext/Java7Support.class";
    private static final Set<String> CLASSES = Set.of(FORMAT, SETTINGS, BEANS);

    private static final ClassDesc LATE = ClassDesc.of("com.fasterxml.jackson.databind.util.LateDateFormats");
    private static final ClassDesc TIME_ZONE = ClassDesc.of("java.util.TimeZone");
    private static final ClassDesc FIXED_TIME_ZONE = ClassDesc.of("java.util.SimpleTimeZone");
    private static final Set<ClassDesc> CREATED =
            Set.of(ClassDesc.of("java.text.SimpleDateFormat"), ClassDesc.of("java.util.GregorianCalendar"));
    private static final Map<String, ClassDesc> MOVED = new TreeMap<>(Map.of(
            "DATE_FORMAT_RFC1123", ClassDesc.of("java.text.DateFormat"),
            "CALENDAR", ClassDesc.of("java.util.Calendar")));

    private final ClassFile classes;
    private final Set<String> done = new HashSet<>();
    private final List<CodeElement> moved = new ArrayList<>();

    LateDates(ClassFile classes) {
        this.classes = classes;
    }

    static boolean concerns(String name) {
        return CLASSES.contains(name);
    }

    byte[] late(String name, byte[] bytes) {
        done.add(name);
        ClassTransform change =
                switch (name) {
                    case FORMAT ->
                        ClassTransform.dropping(
                                        element -> element instanceof FieldModel field && isMoved(field.fieldName().stringValue()))
                                .andThen(ClassTransform.transformingMethodBodies(
                                        LateDates::initializes,
                                        CodeTransform.ofStateful(this::moving).andThen(LateDates::createTimeZone)))
                                .andThen(ClassTransform.transformingMethodBodies(LateDates::readMoved));
                    case SETTINGS ->
                        ClassTransform.transformingMethodBodies(LateDates::initializes, LateDates::createTimeZone);
                    default -> ClassTransform.transformingMethods(LateDates::initializes, (method, element) -> {
                        if (!(element instanceof CodeModel)) {
                            method.with(element);
                            return;
                        }
                        ClassDesc owner = ClassDesc.of("com.fasterxml.jackson.databind.ext.Java7Support");
                        method.withCode(code -> code.aconst_null()
                                .putstatic(owner, "IMPL", owner)
                                .return_());
                    });
                };
        return classes.transformClass(classes.parse(bytes), change);
    }

    private static boolean initializes(MethodModel method) {
        return method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME);
    }

    private static boolean isMoved(String field) {
        return MOVED.containsKey(field);
    }

    /** Moves what creates a calendar or a format: from {@code new} to the last instruction that uses the field. */
    private CodeTransform moving() {
        boolean[] moving = {false};
        return (code, element) -> {
            if (element instanceof NewObjectInstruction create
                    && CREATED.contains(create.className().asSymbol())) {
                moving[0] = true;
            }
            if (moving[0] && !(element instanceof PseudoInstruction)) {
                moved.add(element);
            } else {
                code.with(element);
            }
            boolean format = element instanceof InvokeInstruction call && call.name().equalsString("setTimeZone");
            boolean calendar = element instanceof FieldInstruction field && field.name().equalsString("CALENDAR");
            if (format || calendar) {
                moving[0] = false;
            }
        };
    }

    /** Creates the time zone whose name is on the stack. */
    private static void createTimeZone(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction call
                && call.owner().asSymbol().equals(TIME_ZONE)
                && call.name().equalsString("getTimeZone")) {
            code.new_(FIXED_TIME_ZONE)
                    .dup_x1()
                    .swap()
                    .iconst_0()
                    .swap()
                    .invokespecial(
                            FIXED_TIME_ZONE,
                            ConstantDescs.INIT_NAME,
                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_String));
        } else {
            code.with(element);
        }
    }

    private static void readMoved(CodeBuilder code, CodeElement element) {
        if (element instanceof FieldInstruction field
                && isMoved(field.name().stringValue())
                && field.opcode() == Opcode.GETSTATIC) {
            code.getstatic(LATE, field.name().stringValue(), field.typeSymbol());
        } else {
            code.with(element);
        }
    }

    /** Writes the class with the moved constants. */
    void finish(ClassFolder target) throws IOException {
        long created = moved.stream().filter(NewObjectInstruction.class::isInstance).count();
        if (!done.equals(CLASSES) || created != MOVED.size()) {
            throw new IllegalStateException("Another Jackson initializes dates in another way: " + done + ", " + created);
        }
        byte[] late = classes.build(LATE, builder -> {
            builder.withFlags(AccessFlag.FINAL);
            MOVED.forEach((name, type) -> builder.withField(
                    name, type, field -> field.withFlags(AccessFlag.STATIC, AccessFlag.FINAL)));
            builder.withMethodBody(
                    ConstantDescs.CLASS_INIT_NAME,
                    MethodTypeDesc.of(ConstantDescs.CD_void),
                    AccessFlag.STATIC.mask(),
                    code -> {
                        moved.forEach(element -> initialize(code, element));
                        code.return_();
                    });
        });
        target.write("com/fasterxml/jackson/databind/util/LateDateFormats.class", late);
    }

    private static void initialize(CodeBuilder code, CodeElement element) {
        if (element instanceof FieldInstruction field && isMoved(field.name().stringValue())) {
            code.fieldAccess(field.opcode(), LATE, field.name().stringValue(), field.typeSymbol());
        } else {
            code.with(element);
        }
    }
}
