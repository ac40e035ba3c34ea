using ContactsPS.Connections;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Binding;

/// <summary>
/// Loads a file of contacts into a sandbox. It reads rows as New-Contact and Sync-Contact do, so that a sync with the same file finds nothing to change.
/// </summary>
internal sealed class SandboxFileReader
{
    private const string GroupName = "GroupName";
    private const string Unsubscribed = "Unsubscribed";

    // An export has the last two. The account assigns ids itself, and its contacts are active.
    private static readonly string[] KnownColumns = [.. NewContactReader.Columns, GroupName, Unsubscribed, nameof(Contact.Id), nameof(Contact.InArchive)];
    private static readonly Dictionary<string, object?> Nothing = new(StringComparer.Ordinal);
    private static readonly string[] Required = [nameof(Contact.Email), nameof(Contact.PhoneNumber)];

    private readonly SandboxAccount account;
    private readonly FieldSpellings spellings = new([]);
    private readonly Dictionary<string, long> groups = new(StringComparer.OrdinalIgnoreCase);

    public SandboxFileReader(SandboxAccount account)
    {
        this.account = account;
        foreach (var group in account.Groups.Reverse())
        {
            groups[group.Name] = group.Id;
        }
    }

    /// <summary>Loads a file. Rows that cannot be used are skipped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="skipped">Takes the reason for each skipped row.</param>
    /// <param name="note">Takes lines for the verbose stream.</param>
    /// <exception cref="InputException">It cannot be read to its end, or no row can have an address.</exception>
    public void Load(ContactFile file, ReadOptions options, Action<string> skipped, Action<string> note)
    {
        using var reader = file.Open(options);
        foreach (var line in reader.Notes)
        {
            note(line);
        }

        if (reader.Columns is { } columns && !columns.Intersect(Required, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw InputException.Of(FailureKind.FileFailed, "SandboxNeedsColumns", file.Name, columns.Count == 0 ? "-" : string.Join(", ", columns));
        }

        foreach (var row in reader.Read())
        {
            var place = Messages.Get("FileRow", file.Name, row.Line);
            if (FindReasonToSkip(row, place) is { } reason)
            {
                skipped(Messages.Get("SandboxSkipped", place, reason));
            }
        }

        if (reader.EmptyRows > 0)
        {
            note(Messages.Get("EmptyRows", file.Name, reader.EmptyRows));
        }
    }

    private string? FindReasonToSkip(FileRow row, string place)
    {
        if (row.Row is not { } cells || row.Defect is { RefusesRow: true })
        {
            return row.Defect?.Reason;
        }

        try
        {
            return Add(ContactInput.OfRow(cells, () => place), cells.Columns);
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }

    /// <returns>Why the API would refuse it; null if it was added.</returns>
    private string? Add(ContactInput input, IReadOnlyList<string> columns)
    {
        var contact = NewContactReader.Read(new FieldSource(input, Nothing, () => spellings), [.. columns.Except(KnownColumns, StringComparer.OrdinalIgnoreCase).Select(DataColumn.Of)]);
        var fields = StandardField.All.Where(field => contact.Fields[field] is not null).ToDictionary(field => field.JsonName, field => DataValue.Of(contact.Fields[field]).ToText(), StringComparer.Ordinal);
        return account.TryAddContact(fields, new SandboxContact
        {
            Groups = [.. Parts(input, GroupName).Select(GroupId), .. contact.AddToGroup ?? []],
            Unsubscribed = Parts(input, Unsubscribed).Aggregate(SandboxChannels.None, (all, name) => all | Channel(name, input.Label)),
            ExternalData = (contact.ExternalData ?? Nothing).ToDictionary(entry => entry.Key, entry => Plain(entry.Value!), StringComparer.Ordinal),
        });
    }

    private static string[] Parts(ContactInput input, string column) =>
        input.Row!.Filled(column) is { } cell ? [.. FieldValue.Text(cell, input.Label, column).Split(';').Select(part => part.Trim()).Where(part => part.Length > 0)] : [];

    private static SandboxChannels Channel(string name, string label) =>
        name.All(char.IsLetter) && Enum.TryParse<SandboxChannels>(name, ignoreCase: true, out var channel)
            ? channel
            : throw InputException.InvalidField(label, Unsubscribed, name, Messages.Get("SandboxNeedsChannel"));

    private static object Plain(object value) => value is string or bool or long or decimal or double ? value : value is int whole ? (long)whole : DataValue.Of(value).ToText();

    private long GroupId(string name)
    {
        if (!groups.TryGetValue(name, out var id))
        {
            groups.Add(name, id = account.AddGroup(name).Id);
        }

        return id;
    }
}
