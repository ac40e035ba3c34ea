using ContactsPS.Binding;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Checks that the Id column of rows has the service's ids. It may belong to another system, in which number 17 is another person. Rows that also have an external id are looked up until
/// one of their ids exists, ten at most, because looking up every row would take a request for each.
/// </summary>
/// <param name="context">The context of the rows.</param>
internal sealed class IdCheck(CommandContext context)
{
    private const int MostLookUps = 10;

    private int left = MostLookUps;

    /// <summary>Checks a row that is addressed by its id.</summary>
    /// <exception cref="InputException">The contact with its id has another external id, which ends the run.</exception>
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
