using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>
/// WordTests.txt lists the forbidden words that older files still contain. No line is added. When the list is empty, this file, WordTests.txt and the call of IsListed are deleted.
/// CONTACTSPS_WRITE_DOCS=1 in the environment writes the list.
/// </summary>
public sealed partial class WordTests
{
    private static readonly string ListPath = Repository.PathOf("tests", "ContactsPS.Tests", "Conventions", "WordTests.txt");

    [Fact]
    public void The_list_contains_only_words_that_the_files_still_contain()
    {
        var found = Sources().SelectMany(Found).Select(LineOf).Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("CONTACTSPS_WRITE_DOCS") is "1")
        {
            File.WriteAllLines(ListPath, found);
        }

        Assert.Empty(File.ReadAllLines(ListPath).Except(found, StringComparer.Ordinal));
    }

    private static bool IsListed(ForbiddenWord word) => File.ReadAllLines(ListPath).Contains(LineOf(word), StringComparer.Ordinal);

    private static string LineOf(ForbiddenWord word) => string.Create(CultureInfo.InvariantCulture, $"{word.File}\t{word.Pattern}\t{word.Count}");
}
