using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>A field of a contact is named only in the places that CONTRIBUTING.md lists for a new field: all other code uses the table of fields.</summary>
public sealed class FieldTests
{
    private static readonly string[] Places =
    [
        "ContactsPS.Client/Models/StandardField.cs",
        "ContactsPS.Client/Models/Contact.cs",
        "ContactsPS.Client/Json/ContactReader.cs",
        "ContactsPS.Client/Models/NewContact.cs",
        "ContactsPS.Client/Models/ContactUpdate.cs",
        "ContactsPS/Commands/NewContactCommand.cs",
        "ContactsPS/Commands/SetContactCommand.cs",
    ];

    [Theory]
    [InlineData("FirstName")]
    [InlineData("CompanyName")]
    public void A_field_is_named_only_in_its_own_places(string field)
    {
        var root = Repository.PathOf("src");
        var named = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => Regex.IsMatch(path, "^ContactsPS(\\.Client)?/") && !path.Contains("/obj/", StringComparison.Ordinal))
            .Where(path => Regex.IsMatch(File.ReadAllText(Path.Combine(root, path)), $@"^(?! *//).*\b{field}\b", RegexOptions.IgnoreCase | RegexOptions.Multiline));
        Assert.Equal(Places.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_for_contributors_names_these_places() =>
        Assert.All(Places, place => Assert.Contains(Path.GetFileNameWithoutExtension(place), File.ReadAllText(Repository.PathOf("CONTRIBUTING.md")), StringComparison.Ordinal));
}
