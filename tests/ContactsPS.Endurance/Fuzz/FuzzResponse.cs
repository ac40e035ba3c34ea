using System.Globalization;
using System.Net;
using System.Text;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>How a body arrives.</summary>
internal enum Arrival
{
    /// <summary>At once, with its length.</summary>
    Whole,

    /// <summary>In small pieces, without a length.</summary>
    Pieces,

    /// <summary>Up to the middle, then the connection breaks.</summary>
    Breaks,

    /// <summary>Up to the middle, then it cannot be decompressed.</summary>
    DoesNotDecompress,
}

/// <summary>A response that no service should send.</summary>
/// <param name="Status">The status, 100 to 999.</param>
/// <param name="Headers">The headers; a name may be repeated.</param>
internal sealed record FuzzResponse(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, Arrival Arrival)
{
    private const int MostShown = 400;

    /// <summary>The response after the client has sent enough requests.</summary>
    public static readonly FuzzResponse Plain = new(200, [], """{"meta":{"numberOfErrors":0,"numberOfData":0,"status":200,"uniqId":"085fa5dabf"},"data":[],"errors":[]}"""u8.ToArray(), Arrival.Whole);

    public HttpResponseMessage ToMessage()
    {
        var message = new HttpResponseMessage((HttpStatusCode)Status)
        {
            Content = Arrival == Arrival.Whole ? new ByteArrayContent(Body) : new StreamContent(new FuzzStream(Body, Arrival)),
        };
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    /// <summary>The response as bytes for a socket.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Whatever\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (!Headers.Any(header => header.Name == "Content-Length"))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    public override string ToString()
    {
        var headers = string.Join("; ", Headers.Select(header => $"{header.Name}: {header.Value}"));
        var shown = Encoding.Latin1.GetString(Body, 0, Math.Min(Body.Length, MostShown));
        var body = string.Concat(shown.Select(character => character is >= ' ' and <= '~' ? $"{character}" : string.Create(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}")));
        return string.Create(CultureInfo.InvariantCulture, $"{Status}, {headers}, {Body.Length} bytes ({Arrival}): {body}{(Body.Length > MostShown ? "…" : "")}");
    }
}
