using System.Globalization;
using System.Text;
using System.Text.Json;
using ContactsPS.Client.Json;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>Whatever unpaired surrogates a text holds, it is read as .NET would make it well-formed.</summary>
public sealed class UnpairedSurrogateProperties
{
    private static readonly Gen<string> Units = Gen.OneOf("aż\\\"/\n\u001b\u2028\ud83d\ude00\ud800\udbff\udc00\udfff".ToCharArray()).Array[0, 12].Select(units => new string(units));

    [Fact]
    public void Each_unpaired_surrogate_becomes_U_FFFD_and_the_rest_is_unchanged() => Gen.Select(Units, Gen.Int[0, int.MaxValue]).Sample(
        (text, seed) =>
        {
            var random = new Random(seed);
            var expected = Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text));
            var utf8 = Encoding.UTF8.GetBytes($"{{\"{Written(text, random)}\":\"{Written(text, random)}\"}}");
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            reader.Read();
            Assert.Equal(expected, JsonText.Decode(JsonText.NameOf(ref reader)));
            reader.Read();
            Assert.Equal(expected, JsonText.Read(ref reader));
        },
        iter: 20_000);

    /// <summary>The text as JSON: characters that must be escaped are, and others sometimes.</summary>
    private static string Written(string text, Random random)
    {
        var written = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair && random.Next(2) == 0)
            {
                written.Append(text, i++, 2);
            }
            else if (isPair)
            {
                // Both surrogates are escaped: an escape next to a raw surrogate would not be valid UTF-8.
                written.Append(Escape(text[i++])).Append(Escape(text[i]));
            }
            else
            {
                written.Append(char.IsSurrogate(text[i]) || text[i] is < ' ' or '"' or '\\' || random.Next(2) == 0 ? Escape(text[i]) : text[i].ToString());
            }
        }

        return written.ToString();
    }

    private static string Escape(char unit) => unit switch
    {
        '\\' or '"' or '/' => $"\\{unit}",
        '\n' => "\\n",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
    };
}
