namespace ContactsPS.Client.Models;

/// <summary>A value that may be absent. An update keeps an absent value and clears a null one.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly record struct Maybe<T>
{
    private readonly T value;

    /// <summary>A present value, possibly null.</summary>
    public Maybe(T value)
    {
        this.value = value;
        IsPresent = true;
    }

    /// <summary>Whether there is a value; false for <c>default</c>.</summary>
    public bool IsPresent { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The value is absent.</exception>
    public T Value => IsPresent ? value : throw new InvalidOperationException(Messages.Get("ValueIsAbsent"));
}
