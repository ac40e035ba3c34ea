namespace ContactsPS.Files;

/// <summary>The format of contacts in a file.</summary>
internal interface IContactFormat : IDisposable
{
    /// <summary>Writes a contact.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="lists">A list of words for each additional column of the file.</param>
    void Write(Contact contact, IReadOnlyList<IReadOnlyList<string>> lists);

    /// <summary>Writes the rest.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void Complete(CancellationToken cancellationToken);
}
