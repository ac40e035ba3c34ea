using System.Globalization;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Redaction;
using CsCheck;

namespace ContactsPS.Client.Tests;

public sealed class VisibleTextProperties
{
    private static readonly Gen<string> Text = Gen.OneOf(Generators.Text, Gen.String, Gen.Char.Array[0, 20].Select(units => new string(units)));

    [Fact]
    public void No_invisible_character_remains_and_visible_text_is_not_changed_again() => Text.Sample(
        text =>
        {
            var shown = VisibleText.Of(text);
            Assert.DoesNotContain(
                shown.EnumerateRunes(),
                rune => Rune(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Assert.Same(shown, VisibleText.Of(shown));
            Assert.True(new ContactsException(ContactsFailure.Refused, text).Message == shown);
            var error = new ServiceError(text, text, text).ToString();
            Assert.Same(error, VisibleText.Of(error));
        },
        iter: 20_000);

    private static UnicodeCategory Rune(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune);
}
