using System.Globalization;
using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Pipeline;

/// <summary>Reads references to groups: ids, groups, and names, for which the account's groups are listed once.</summary>
/// <param name="context">The context of the account.</param>
internal sealed class GroupReferences(CommandContext context)
{
    private const char Separator = ';';
    /// <summary>The external id of the built-in group of all contacts.</summary>
    public const string AllContacts = "ALLCONTACTS";

    private const string IdPrefix = "id:";

    private readonly Dictionary<long, string> names = [];
    private IReadOnlyList<ContactGroup>? all;
    private ILookup<string, long>? ids;

    /// <summary>The ids of groups.</summary>
    /// <param name="value">An id, a group, a name, several in a text separated by semicolons, or a list of them.</param>
    /// <param name="label">The input or cmdlet, for the error.</param>
    /// <param name="field">The column or parameter, for the error.</param>
    /// <exception cref="InputException">There is no such group, or several have the name.</exception>
    /// <exception cref="ContactsException">The groups could not be listed.</exception>
    public IReadOnlyList<long> Read(object value, string label, string field)
    {
        var found = new List<long>();
        Add(found, value, label, field);
        return found.Count > 0 ? found : throw InputException.InvalidField(label, field, value, Messages.Get("NeedsGroups"));
    }

    /// <summary>The id of one group.</summary>
    /// <param name="value">An id, a group or a name.</param>
    /// <param name="label">The input or cmdlet, for the error.</param>
    /// <param name="field">The column or parameter, for the error.</param>
    /// <exception cref="InputException">There is no such group, or several are named.</exception>
    /// <exception cref="ContactsException">The groups could not be listed.</exception>
    public long ReadOne(object value, string label, string field)
    {
        var found = Read(value, label, field);
        return found.Count == 1 ? found[0] : throw InputException.InvalidField(label, field, value, Messages.Get("NeedsOneValue"));
    }

    private void Add(List<long> found, object? value, string label, string field)
    {
        switch (InputRow.Unwrap(value))
        {
            case null:
                break;
            case string text:
                foreach (var part in IsName(text) ? [text] : text.Split(Separator).Select(ColumnName.Clean).Where(part => part.Length > 0))
                {
                    found.Add(IdOf(part, label, field));
                }

                break;
            case PSObject piped when ContactInput.ReadGroupId(piped, label) is { } id:
                found.Add(id);
                break;
            case System.Collections.IEnumerable list and not System.Collections.IDictionary and not PSObject:
                foreach (var item in list)
                {
                    Add(found, item, label, field);
                }

                break;
            case var one:
                found.AddRange(FieldValue.Ids(one, label, field));
                break;
        }
    }

    /// <summary>Whether a text with a separator is as a whole the name of a group.</summary>
    private bool IsName(string text) => text.Contains(Separator) && text.Any(static letter => letter is not Separator && !char.IsDigit(letter) && !char.IsWhiteSpace(letter)) && Ids.Contains(Key(text));

    private long IdOf(string text, string label, string field)
    {
        var digits = text.StartsWith(IdPrefix, StringComparison.OrdinalIgnoreCase) ? text.Substring(IdPrefix.Length) : text;
        if (digits.All(static letter => letter is >= '0' and <= '9'))
        {
            return FieldValue.Id(digits, label, field);
        }

        if (text.All(static letter => letter is (>= '0' and <= '9') or ',' or ' '))
        {
            // It looks like several ids.
            throw InputException.InvalidField(label, field, text, Messages.Get("NeedsGroups"));
        }

        var named = Ids[Key(text)].ToList();
        return named.Count switch
        {
            1 => named[0],
            0 => throw InputException.Of(FailureKind.GroupNotFound, "NoGroupNamed", label, text),
            _ => throw InputException.InvalidField(label, field, text, Messages.Get("NeedsOneGroup", named.Count, string.Join(", ", named))),
        };
    }

    /// <summary>The account's groups, listed once.</summary>
    /// <exception cref="ContactsException">The groups could not be listed.</exception>
    public IReadOnlyList<ContactGroup> All => all ??= List();

    /// <summary>The ids of the groups that contacts can join and leave: all except the built-in one.</summary>
    /// <exception cref="ContactsException">The groups could not be listed.</exception>
    public IReadOnlyList<long> Joinable => [.. All.Where(static group => group.Id is not null && !IsAllContacts(group)).Select(static group => group.Id!.Value)];

    /// <summary>Whether it is the built-in group of all contacts.</summary>
    public static bool IsAllContacts(ContactGroup group) => string.Equals(group.ExternalId, AllContacts, StringComparison.OrdinalIgnoreCase);

    /// <summary>A group in a cell: its name, or its id if the name would not be read as this group.</summary>
    public string NameOf(long id) => names.TryGetValue(id, out var known) ? known : names[id] = All.FirstOrDefault(group => group.Id == id) is { } group && IsTelling(group) ? group.Name! : IdNameOf(id);

    /// <summary>A group in a cell, always by its id.</summary>
    public static string IdNameOf(long id) => $"{IdPrefix}{id.ToString(CultureInfo.InvariantCulture)}";

    private ILookup<string, long> Ids => ids ??= All.Where(group => group.Id is not null).ToLookup(group => Key(group.Name ?? string.Empty), group => group.Id!.Value, StringComparer.Ordinal);

    private bool IsTelling(ContactGroup group) =>
        group.Name is { } name && ColumnName.Clean(name) is { Length: > 0 } cleaned && cleaned == name && !name.Contains(Separator)
        && !name.StartsWith(IdPrefix, StringComparison.OrdinalIgnoreCase) && !name.All(static letter => char.IsDigit(letter) || letter is ',' or ' ') && Ids[Key(name)].Count() == 1;

    private static string Key(string name) => ColumnName.Clean(name).ToUpperInvariant();

    private List<ContactGroup> List()
    {
        var groups = new List<ContactGroup>();
        new ListReader(context).Read(context.Client.ListGroups(new ListOptions { ThrottleLimit = context.ConcurrencyLimit }), page =>
        {
            groups.AddRange(page);
            return true;
        });
        return groups;
    }
}
