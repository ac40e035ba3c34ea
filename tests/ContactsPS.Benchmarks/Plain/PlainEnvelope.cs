namespace ContactsPS.Benchmarks.Plain;

/// <summary>The part of a response that these programs read.</summary>
internal sealed class PlainEnvelope<T>
{
    public List<T> Data { get; set; } = [];
}

/// <summary>A created contact, as far as the server returns it.</summary>
internal sealed class PlainCreated
{
    [System.Text.Json.Serialization.JsonNumberHandling(System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString)]
    public long Id { get; set; }
}
