using ContactsPS.Binding;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Finds out whether the Id column of rows is the service's: it may be of another system, whose number 17 is somebody else here. Rows that have an external id too are looked up until
/// one of their ids is there, ten at most: to look up every row would take a request for each.
/// </summary>
/// <param name="context">Whose rows they are.</param>
internal sealed class IdCheck(CommandContext context)
{
    private const int MostLookUps = 10;

    private int left = MostLookUps;

    /// <summary>Looks at a row that is addressed by its id.</summary>
    /// <exception cref="InputException">Its id is that of a contact with another external id, which ends the run.</exception>
    public void Check(ContactInput input, ContactAddress address)
    {
        if (left == 0 || input.ExternalIdBesideId is not { } externalId)
        {
            return;
        }

        left--;
        var found = context.Await(token => context.Client.FindContactsAsync(address.Query, token)).FirstOrDefault(contact => contact.Id == address.Id);
        left = found is null ? left : 0;
        if (found is { ExternalId: { } held } && !InvisibleText.IsBlank(held) && !StandardField.ExternalId.IsSame(held, externalId))
        {
            throw new InputException(FailureKind.IdMismatch, input.Label, address, held, externalId);
        }
    }
}
