using System.Management.Automation;

namespace ContactsPS.Tests.Redaction;

/// <summary>A person whose data is the input, in words that occur nowhere else.</summary>
internal sealed record Person(string ExternalId, string Email, string PhoneNumber, string FirstName, string LastName, string CompanyName, string City)
{
    public static IReadOnlyList<Person> All { get; } =
    [
        new("XQ-ALMA-7001", "alma.quartzley@example.com", "+48601000111", "Almaquartz", "Wrenfeather", "Obsidiangate", "Zyrardowek"),
        new("XQ-BRUNO-7002", "bruno.flintwick@example.com", "+48602000222", "Brunoflint", "Thistlecombe", "Basaltwharf", "Sandomierzyk"),
        new("XQ-CELIA-7003", "celia.marlstone@example.com", "+48603000333", "Celiamarl", "Hawthornby", "Gneissharbor", "Kazimierzyk"),
    ];

    /// <summary>The values that a reader of a log must not see.</summary>
    public IReadOnlyList<string> Data => [ExternalId, Email, PhoneNumber.TrimStart('+'), FirstName, LastName, CompanyName, City];

    public static string Csv => string.Join('\n', [
        "ExternalId,Email,PhoneNumber,FirstName,LastName,CompanyName,City",
        .. All.Select(person => string.Join(',', person.ExternalId, person.Email, person.PhoneNumber, person.FirstName, person.LastName, person.CompanyName, person.City))]);

    /// <summary>The row as Import-Csv creates it.</summary>
    public PSObject Row
    {
        get
        {
            var row = new PSObject();
            foreach (var (name, value) in new[]
            {
                (nameof(ExternalId), ExternalId), (nameof(Email), Email), (nameof(PhoneNumber), PhoneNumber), (nameof(FirstName), FirstName),
                (nameof(LastName), LastName), (nameof(CompanyName), CompanyName), (nameof(City), City),
            })
            {
                row.Properties.Add(new PSNoteProperty(name, value));
            }

            return row;
        }
    }
}
