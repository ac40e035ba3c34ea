using System.Collections;
using System.Reflection;

namespace ContactsPS.Tests.Files;

/// <summary>The file reader of the built module, called by reflection. The engine must have imported the module.</summary>
internal sealed class BuiltReader
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Assembly module = Array.Find(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "ContactsPS")!;

    public ReadFile Read(string path, char delimiter, string encoding = "utf8")
    {
        var options = New("ReadOptions", TypeOf("EncodingName").GetMethod("Find", Any)!.Invoke(null, [encoding])!);
        options.GetType().GetProperty("Delimiter")!.SetValue(options, delimiter);
        try
        {
            using var reader = (IDisposable)Call(New("ContactFile", path), "Open", options)!;
            var rows = ((IEnumerable)Call(reader, "Read")!).Cast<object>().Select(RowOf).ToList();
            return new ReadFile([.. (IReadOnlyList<string>)Get(reader, "Columns")!], rows, (long)Get(reader, "EmptyRows")!, Failure: null);
        }
        catch (Exception exception) when (FailureOf(exception) is { } failure)
        {
            return new ReadFile([], [], 0, failure);
        }
    }

    /// <summary>A cell as the reader passes it to the sync, without the apostrophe that an export puts before a formula.</summary>
    public string Restored(string cell) => (string)TypeOf("FormulaInjectionGuard").GetMethod("Restored", Any)!.Invoke(null, [cell])!;

    /// <summary>The name of a column without surrounding white space.</summary>
    public string Clean(string column) => (string)TypeOf("ColumnName").GetMethod("Clean", Any)!.Invoke(null, [column])!;

    private static ReadRow RowOf(object row)
    {
        var cells = Get(row, "Row");
        var defect = Get(row, "Defect");
        return new ReadRow(cells is null ? null : (IReadOnlyList<object?>)Get(cells, "Values")!, defect is null ? null : (string)Get(defect, "Reason")!);
    }

    private static string? FailureOf(Exception exception)
    {
        var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
        return cause.GetType().Name == "InputException" ? cause.Message : null;
    }

    private static object? Get(object target, string property) => target.GetType().GetProperty(property, Any)!.GetValue(target);

    private static object? Call(object target, string method, params object[] arguments) => target.GetType().GetMethod(method, Any)!.Invoke(target, arguments);

    private Type TypeOf(string name) => module.GetType($"ContactsPS.Files.{name}", throwOnError: true)!;

    private object New(string type, params object[] arguments) => Activator.CreateInstance(TypeOf(type), Any, binder: null, arguments, culture: null)!;
}

/// <summary>A file as the reader returns it.</summary>
/// <param name="EmptyRows">The number of skipped empty rows.</param>
/// <param name="Failure">Why the file cannot be used; null if it can.</param>
internal sealed record ReadFile(IReadOnlyList<string> Columns, IReadOnlyList<ReadRow> Rows, long EmptyRows, string? Failure);

/// <param name="Values">Its cells; null for empty ones.</param>
/// <param name="Defect">What is wrong with it.</param>
internal sealed record ReadRow(IReadOnlyList<object?>? Values, string? Defect);
