using ContactsPS.Binding;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>Looks up the contacts of inputs, several in flight, and passes them on in the order of the inputs.</summary>
/// <param name="context">The context of the inputs.</param>
internal sealed class ContactResolver(CommandContext context)
{
    private readonly ReorderBuffer order = new(context);

    /// <summary>Passes on an input that needs no look-up.</summary>
    public void Add(Action next) => order.Add(next);

    /// <summary>Passes on a contact's id, after a look-up if it is not known.</summary>
    /// <param name="input">The input.</param>
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

    /// <summary>Reads something for an input, and passes it on in the order of the inputs.</summary>
    /// <param name="input">The input.</param>
    /// <param name="read">The read.</param>
    /// <param name="next">Takes the result; an <see cref="InputException"/> becomes the input's error.</param>
    public void Read<T>(ContactInput input, Func<CancellationToken, Task<T>> read, Action<T> next) =>
        order.Add(
            read,
            result => context.Streams.Reporting(input.Target, () => next(result), failure => context.Record(input, failure)),
            failure => context.Fail(input, context.Streams.FailureOf(failure, input.Target, input.Label)));

    /// <summary>Waits until all inputs are passed on.</summary>
    public void Finish() => order.Finish();

    /// <summary>The one contact with an address.</summary>
    /// <exception cref="InputException">No contact or several contacts have the address.</exception>
    private static Contact TheOne(List<Contact> found, ContactInput input, ContactAddress address) => found.Count switch
    {
        1 when found[0].Id is not null => found[0],
        0 or 1 => throw new InputException(FailureKind.ContactNotFound, input.Label, address),
        _ => throw new InputException(FailureKind.AmbiguousContact, input.Label, address, found.Count, string.Join(", ", found.Select(contact => contact.Id))),
    };
}
