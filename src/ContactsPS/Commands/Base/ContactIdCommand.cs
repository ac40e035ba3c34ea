using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet whose operation takes arrays of contact ids: an external id or e-mail address is looked up first.</summary>
public abstract class ContactIdCommand : EmailAddressedCommand
{
    private BatchSender<long, Contact?>? sender;
    private Operation<long>? operation;

    private protected ContactIdCommand()
    {
    }

    /// <summary>The contacts of one request, 1 to 1000. The service's own limit is not documented.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumBatchSize)]
    public int BatchSize { get; set; } = 100;

    /// <summary>Writes each changed contact, as far as it is known.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The changed part of the contact, for a confirmation; empty if it is the contact itself.</summary>
    private protected virtual string ChangedIn => string.Empty;

    private protected override bool ChangesContacts => true;

    private protected override object? Summary => SummaryOf(Operation.Done);

    private Operation<long> Operation => operation ??= CreateOperation();

    private BatchSender<long, Contact?> Sender => sender ??= SenderOf(Operation, BatchSize, WriteDone);

    /// <summary>The operation.</summary>
    private protected abstract Operation<long> CreateOperation();

    private protected override void ProcessInput(ContactInput input)
    {
        var address = input.ReadAddress();
        Ids.Check(input, address);
        if (ShouldChange(input, address, () => Operation.Question(ChangedIn)))
        {
            Resolver.Resolve(input, address, (id, known) => Sender.Add(id, input, known));
        }
    }

    private protected override void Flush() => sender?.Flush();

    private void WriteDone(long id, Contact? known, Contact? answered)
    {
        if (PassThru)
        {
            // The service returns only ids, so the contact that was piped or looked up is used.
            WriteObject(known ?? answered ?? new Contact(id));
        }
    }
}
