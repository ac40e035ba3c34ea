namespace ContactsPS.Files;

/// <summary>How contacts stand in a file.</summary>
internal interface IContactFormat : IDisposable
{
    /// <summary>Writes a contact.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="lists">A list of words for each column that the file has besides.</param>
    void Write(Contact contact, IReadOnlyList<IReadOnlyList<string>> lists);

    /// <summary>Writes what is left to be written.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void Complete(CancellationToken cancellationToken);
}
