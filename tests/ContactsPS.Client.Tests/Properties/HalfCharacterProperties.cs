using System.Globalization;
using System.Text;
using System.Text.Json;
using ContactsPS.Client.Json;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>Whatever halves of characters a text holds, it is read as .NET makes it well-formed elsewhere.</summary>
public sealed class HalfCharacterProperties
{
    private static readonly Gen<string> Units = Gen.OneOf("aż\\\"/\n\u001b\u2028\ud83d\ude00\ud800\udbff\udc00\udfff".ToCharArray()).Array[0, 12].Select(units => new string(units));

    [Fact]
    public void A_text_is_read_with_U_FFFD_for_each_half_and_otherwise_as_it_is() => Gen.Select(Units, Gen.Int[0, int.MaxValue]).Sample(
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

    /// <summary>As JSON: what must be escaped is, and the rest at times.</summary>
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
                // Both halves are escaped: between an escape and a raw half no UTF-8 could stand.
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
