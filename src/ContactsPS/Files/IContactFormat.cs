namespace ContactsPS.Files;

/// <summary>How contacts stand in a file.</summary>
internal interface IContactFormat : IDisposable
{
    /// <summary>Writes a contact.</summary>
    void Write(Contact contact);

    /// <summary>Writes what is left to be written.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void Complete(CancellationToken cancellationToken);
}
