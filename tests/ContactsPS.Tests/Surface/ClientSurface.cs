using System.Reflection;

namespace ContactsPS.Tests.Surface;

/// <summary>The public and protected types and members of the client, one per line.</summary>
internal static class ClientSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type) =>
        [TypeLine(type), .. type.GetMembers(Declared).Where(IsVisible).Select(member => $"{NameOf(type)}.{MemberText(member)}").Order(StringComparer.Ordinal)];

    public static string NameOf(Type type)
    {
        if (type.IsArray)
        {
            return $"{NameOf(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{NameOf(underlying)}?";
        }

        var name = type.IsGenericParameter || type.Namespace == "System" ? type.Name : $"{type.Namespace}.{(type.DeclaringType is { } outer ? $"{outer.Name}." : string.Empty)}{type.Name}";
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }

    private static string TypeLine(Type type)
    {
        var kind = type switch { { IsInterface: true } => "interface", { IsEnum: true } => "enum", { IsValueType: true } => "struct", { IsAbstract: true, IsSealed: true } => "static class", { IsAbstract: true } => "abstract class", { IsSealed: true } => "sealed class", _ => "class" };
        var bases = new[] { type.BaseType }.OfType<Type>().Where(parent => parent != typeof(object) && !type.IsValueType).Concat(type.GetInterfaces().OrderBy(NameOf, StringComparer.Ordinal)).Select(NameOf);
        return type.IsEnum ? $"enum {NameOf(type)}" : $"{kind} {NameOf(type)} : {string.Join(", ", bases)}".TrimEnd(' ', ':');
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        ConstructorInfo constructor => IsVisible(constructor),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        EventInfo => true,
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.Name.Contains('<', StringComparison.Ordinal);

    private static string MemberText(MemberInfo member) => member switch
    {
        MethodInfo method => $"{method.Name}({Parameters(method)}) <{NameOf(method.ReturnType)}>{(method.IsStatic ? " static" : string.Empty)}",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{property.Name} <{NameOf(property.PropertyType)}>{Accessors(property)}",
        FieldInfo { IsLiteral: true } constant => $"{constant.Name} = {constant.GetRawConstantValue()}",
        FieldInfo field => $"{field.Name} <{NameOf(field.FieldType)}>",
        _ => member.Name,
    };

    private static string Accessors(PropertyInfo property)
    {
        var required = property.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "RequiredMemberAttribute") ? " mandatory" : string.Empty;
        var set = property.SetMethod is { } setter && IsVisible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? " init" : " set"
            : string.Empty;
        return $"{(property.GetMethod is { } getter && IsVisible(getter) ? " get" : string.Empty)}{set}{required}";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = …" : string.Empty)}"));
}
