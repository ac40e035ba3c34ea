using System.Collections;
using System.Management.Automation;

namespace ContactsPS.Tests.Redaction;

/// <summary>An error in every form in which a user may see it.</summary>
internal sealed class RenderedError
{
    public RenderedError(ErrorRecord record, string script)
    {
        Script = script;
        Record = record;
        Shown = Render(record);
        Text = $"{Shown}\n{string.Join('\n', record.InvocationInfo?.BoundParameters.Select(bound => $"{bound.Key} = {bound.Value}") ?? [])}";
    }

    public ErrorRecord Record { get; }

    public string Script { get; }

    /// <summary>The message and the details.</summary>
    public string Shown { get; }

    /// <summary>The same, with the command line and its arguments.</summary>
    public string Text { get; }

    /// <summary>
    /// The people whom the error is about, by its target: one row, several rows whose outcome is not known, a value, or an id, which the sandbox assigns in the order of the rows.
    /// </summary>
    public IEnumerable<Person> About(IReadOnlyList<PSObject> rows)
    {
        var targets = LanguagePrimitives.GetEnumerable(Record.TargetObject)?.Cast<object?>().ToList() ?? [Record.TargetObject];
        return Person.All.Where((person, place) => targets.Exists(target => Is(target, person, rows[place], place + 1)));
    }

    private static bool Is(object? target, Person person, PSObject row, long id) =>
        target is not null
        && (ReferenceEquals(PSObject.AsPSObject(target), row)
            || IsCopy(PSObject.AsPSObject(target), person, id)
            || (target is string text && person.Data.Any(datum => text.TrimStart('+') == datum || (IsPath(text) && text.Contains(datum, StringComparison.Ordinal))))
            || (target is IDictionary body && person.Data.Any(datum => PSSerializer.Serialize(body, 4).Contains(datum, StringComparison.Ordinal)))
            || (LanguagePrimitives.TryConvertTo<long>(target, out var number) && number == id));

    /// <summary>A sync keeps no rows as objects: the target of its errors is a copy, or the contact that it removes.</summary>
    private static bool IsCopy(PSObject target, Person person, long id) =>
        (target.BaseObject is PSCustomObject && target.Properties.Any(cell => cell.Value is string text && person.Data.Contains(text.TrimStart('+'), StringComparer.Ordinal)))
        || (target.TypeNames.Contains("ContactsPS.Client.Models.Contact") && id.Equals(target.Properties["Id"].Value));

    /// <summary>The input of an endpoint without a cmdlet is a path or a body.</summary>
    private static bool IsPath(string text) => text.StartsWith('/');

    public override string ToString() => $"{Script}: {Record.FullyQualifiedErrorId}";

    private static string Render(ErrorRecord record)
    {
        List<string?> said =
        [
            record.ToString(),
            record.FullyQualifiedErrorId,
            record.CategoryInfo.ToString(),
            record.ErrorDetails?.Message,
            record.ErrorDetails?.RecommendedAction,
            record.InvocationInfo?.PositionMessage,
            record.InvocationInfo?.Line,
            record.ScriptStackTrace,

            // No deeper: below are the parameters of the command and their attributes, megabytes for each error.
            PSSerializer.Serialize(record, 2),
            PSSerializer.Serialize(record.TargetObject, 4),
        ];
        for (var exception = record.Exception; exception is not null; exception = exception.InnerException)
        {
            said.Add(exception.ToString());
            said.AddRange(exception.Data.Cast<DictionaryEntry>().Select(entry => $"{entry.Key} = {entry.Value}"));

            // The inner exception is next. Reflection data about the code holds no personal data, and is long.
            said.AddRange(PSObject.AsPSObject(exception).Properties.Where(property => property.Name is not (nameof(Exception.TargetSite) or nameof(Exception.InnerException) or nameof(RuntimeException.ErrorRecord)))
                .Select(property => $"{property.Name} = {PSSerializer.Serialize(property.Value, 4)}"));
        }

        return string.Join('\n', said);
    }
}
