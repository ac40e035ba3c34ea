using System.Buffers;
using System.Text.Json;

namespace ContactsPS.Benchmarks.Server;

/// <summary>Reads the items of a changing request as cheaply as possible.</summary>
internal static class RequestItems
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    /// <summary>Counts the objects of an array without reading their content.</summary>
    public static int Count(ReadOnlySpan<byte> json)
    {
        var count = 0;
        var depth = 0;
        for (var next = json.IndexOfAny(Structure); next >= 0; next = json.IndexOfAny(Structure))
        {
            var found = json[next];
            json = json[(next + 1)..];
            switch (found)
            {
                case (byte)'"':
                    json = json[AfterText(json)..];
                    break;
                case (byte)'{' or (byte)'[':
                    count += depth == 1 ? 1 : 0;
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }
        }

        return count;
    }

    /// <summary>The ids in <c>[{ "id": 1, "data": … }]</c> or <c>{ "id": [1, 2] }</c>.</summary>
    public static List<long> Ids(ReadOnlySpan<byte> json)
    {
        var ids = new List<long>();
        var reader = new Utf8JsonReader(json);
        var isId = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                isId = reader.CurrentDepth <= 2 && reader.ValueTextEquals("id"u8);
            }
            else if (isId && reader.TokenType == JsonTokenType.Number)
            {
                ids.Add(reader.GetInt64());
            }
        }

        return ids;
    }

    private static int AfterText(ReadOnlySpan<byte> json)
    {
        for (var at = 0; ;)
        {
            var next = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return json.Length;
            }

            at += next + 1;
            if (json[at - 1] == (byte)'"')
            {
                return at;
            }

            at++;
        }
    }
}
