using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>
/// An input until it is known what became of it. A command that removes what a list gives keeps all of them until the list has ended, so of a contact that was piped
/// nothing is kept but the contact.
/// </summary>
internal readonly struct KeptInput
{
    private readonly object source;
    private readonly long number;
    private readonly int place;

    public KeptInput(ContactInput input)
    {
        source = input.IsNothingButContact ? input.Contact! : input;
        number = input.Number;
        place = input.Place ?? -1;
    }

    /// <summary>The input's place in the run's results; null if it has no place.</summary>
    public int? Place => place < 0 ? null : place;

    /// <summary>The input, read again if it was not kept.</summary>
    public ContactInput Read()
    {
        var input = source as ContactInput ?? ContactInput.Read(PSObject.AsPSObject(source), number);
        input.Place = Place;
        return input;
    }
}
