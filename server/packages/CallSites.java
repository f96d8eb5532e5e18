import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replaces the call sites that an AOT cache cannot store with methods that have the same result. These call sites are
 * {@code equals} and {@code hashCode} of records, and switches over types. Without the replacement, the JVM would
 * generate classes for each call site at its first use, which takes about a millisecond.
 */
final class CallSites {

    private static final String OBJECT_METHODS = "Ljava/lang/runtime/ObjectMethods;";
    private static final String SWITCHES = "Ljava/lang/runtime/SwitchBootstraps;";
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final MethodTypeDesc EQUALS =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
    private static final MethodTypeDesc HASH = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
    private static final int FACTOR = 31;

    private final ClassModel model;
    private final List<Consumer<ClassBuilder>> added = new ArrayList<>();

    private CallSites(ClassModel model) {
        this.model = model;
    }

    /** Returns the class with all such call sites replaced, or an empty value if the class contains none. */
    static Optional<byte[]> plain(ClassFile classes, byte[] bytes) {
        ClassModel model = classes.parse(bytes);
        CallSites sites = new CallSites(model);
        if (model.methods().stream().noneMatch(CallSites::hasOne)) {
            return Optional.empty();
        }
        return Optional.of(classes.transformClass(
                model,
                ClassTransform.transformingMethodBodies(CallSites::hasOne, sites::replace)
                        .andThen(ClassTransform.endHandler(
                                builder -> sites.added.forEach(method -> method.accept(builder))))));
    }

    private static boolean hasOne(MethodModel method) {
        return method.code().stream()
                .flatMap(CodeModel::elementStream)
                .anyMatch(element -> element instanceof InvokeDynamicInstruction site && isReplaceable(site));
    }

    private static boolean isReplaceable(InvokeDynamicInstruction site) {
        String name = site.name().stringValue();
        return switch (site.bootstrapMethod().owner().descriptorString()) {
            case OBJECT_METHODS -> name.equals("equals") || name.equals("hashCode");
            case SWITCHES ->
                site.bootstrapMethod().methodName().equals("typeSwitch")
                        && !site.typeSymbol().parameterType(0).isPrimitive()
                        && site.bootstrapArgs().stream().allMatch(label -> label instanceof ClassDesc type
                                && !type.isPrimitive());
            default -> false;
        };
    }

    private void replace(CodeBuilder code, CodeElement element) {
        if (!(element instanceof InvokeDynamicInstruction site && isReplaceable(site))) {
            code.with(element);
            return;
        }
        String name = site.name().stringValue() + "$" + added.size();
        MethodTypeDesc type = site.typeSymbol();
        Consumer<CodeBuilder> body =
                switch (site.name().stringValue()) {
                    case "equals" -> builder -> equalFields(builder, fields(site));
                    case "hashCode" -> builder -> hashOfFields(builder, fields(site));
                    default -> builder -> firstMatch(builder, site.bootstrapArgs());
                };
        int flags = AccessFlag.PRIVATE.mask() | AccessFlag.STATIC.mask() | AccessFlag.SYNTHETIC.mask();
        added.add(builder -> builder.withMethodBody(name, type, flags, body));
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        code.invokestatic(model.thisClass().asSymbol(), name, type, isInterface);
    }

    /** Returns the fields of the record. They follow the class and the component names in the bootstrap arguments. */
    private static List<DirectMethodHandleDesc> fields(InvokeDynamicInstruction site) {
        return site.bootstrapArgs().stream()
                .skip(2)
                .map(DirectMethodHandleDesc.class::cast)
                .toList();
    }

    private void equalFields(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        ClassDesc self = model.thisClass().asSymbol();
        Label different = code.newLabel();
        code.aload(1).instanceOf(self).ifeq(different);
        code.aload(1).checkcast(self).astore(2);
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = field.invocationType().returnType();
            code.aload(0).getfield(self, field.methodName(), type);
            code.aload(2).getfield(self, field.methodName(), type);
            switch (TypeKind.from(type)) {
                case REFERENCE -> code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(different);
                case LONG -> code.lcmp().ifne(different);
                case DOUBLE, FLOAT -> {
                    MethodTypeDesc compare = MethodTypeDesc.of(ConstantDescs.CD_int, type, type);
                    code.invokestatic(box(type), "compare", compare).ifne(different);
                }
                default -> code.if_icmpne(different);
            }
        }
        code.iconst_1().ireturn();
        code.labelBinding(different).iconst_0().ireturn();
    }

    private void hashOfFields(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        ClassDesc self = model.thisClass().asSymbol();
        code.iconst_0();
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = field.invocationType().returnType();
            code.loadConstant(FACTOR).imul();
            code.aload(0).getfield(self, field.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", HASH);
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static ClassDesc box(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case CHAR -> ConstantDescs.CD_Character;
            case SHORT -> ConstantDescs.CD_Short;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            default -> throw new IllegalArgumentException(primitive.displayName());
        };
    }

    /**
     * Generates the code of {@code SwitchBootstraps.typeSwitch}: returns the index of the first matching label,
     * starting at the index in the second argument, or -1 for null.
     */
    private static void firstMatch(CodeBuilder code, List<ConstantDesc> labels) {
        Label present = code.newLabel();
        code.aload(0).ifnonnull(present).iconst_m1().ireturn();
        code.labelBinding(present);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn();
            code.labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
