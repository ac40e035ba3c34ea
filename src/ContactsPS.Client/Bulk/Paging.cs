namespace ContactsPS.Client;

/// <summary>Which part of a list to read, and in pages of what size. The service tells no total.</summary>
public sealed class Paging
{
    /// <summary>The whole list in pages of 1000.</summary>
    public static readonly Paging All = new();

    private readonly int pageSize = ContactRules.MaximumPageSize;

    /// <summary>Items a request asks for, 1 to 1000; default 1000. Independent of <see cref="First"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside 1 to 1000.</exception>
    public int PageSize
    {
        get => pageSize;
        init => pageSize = value is >= 1 and <= ContactRules.MaximumPageSize
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A page holds 1 to 1000 items.");
    }

    /// <summary>How many items to leave out at the beginning; default 0.</summary>
    public long Skip { get; init; }

    /// <summary>How many items to read at the most; default all.</summary>
    public long First { get; init; } = long.MaxValue;
}
