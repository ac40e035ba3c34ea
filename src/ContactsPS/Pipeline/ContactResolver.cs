using ContactsPS.Binding;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>Finds what inputs address, several look-ups in flight, and goes on in the inputs' order.</summary>
/// <param name="context">Whose inputs they are.</param>
internal sealed class ContactResolver(CommandContext context)
{
    private readonly ReorderBuffer order = new(context);

    /// <summary>Goes on in the inputs' order with one that needs no look-up.</summary>
    public void Add(Action next) => order.Add(next);

    /// <summary>Goes on with a contact's id in the inputs' order, once it is looked up if it is not known.</summary>
    /// <param name="input">Who it is about.</param>
    /// <param name="address">Its address.</param>
    /// <param name="next">Takes the id, and the contact if it was piped or found.</param>
    public void Resolve(ContactInput input, ContactAddress address, Action<long, Contact?> next)
    {
        if (address.Field is null)
        {
            order.Add(() => next(address.Id, input.Contact));
            return;
        }

        Read(input, token => context.Client.FindContactsAsync(address.Query, token), found =>
        {
            var contact = TheOne(found.Where(address.Matches).ToList(), input, address);
            next(contact.Id!.Value, contact);
        });
    }

    /// <summary>Reads something about an input, and goes on with it in the inputs' order.</summary>
    /// <param name="input">Who it is about.</param>
    /// <param name="read">The read.</param>
    /// <param name="next">Takes what was read; if it throws an <see cref="InputException"/>, that is the input's error.</param>
    public void Read<T>(ContactInput input, Func<CancellationToken, Task<T>> read, Action<T> next) =>
        order.Add(
            read,
            result => context.Streams.Reporting(input.Target, () => next(result), failure => context.Record(input, failure)),
            failure => context.Fail(input, context.Streams.FailureOf(failure, input.Target, input.Label)));

    /// <summary>Waits until every input has been handed on.</summary>
    public void Finish() => order.Finish();

    /// <summary>The one contact that an address names.</summary>
    /// <exception cref="InputException">There is none, or there are several.</exception>
    private static Contact TheOne(List<Contact> found, ContactInput input, ContactAddress address) => found.Count switch
    {
        1 when found[0].Id is not null => found[0],
        0 or 1 => throw new InputException(FailureKind.ContactNotFound, input.Label, address),
        _ => throw new InputException(FailureKind.AmbiguousContact, input.Label, address, found.Count, string.Join(", ", found.Select(contact => contact.Id))),
    };
}
