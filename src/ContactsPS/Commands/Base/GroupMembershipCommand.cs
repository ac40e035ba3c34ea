using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Completion;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet that changes the groups of contacts: one request for each contact, because the API takes several groups of one contact.</summary>
public abstract class GroupMembershipCommand : EmailAddressedCommand
{
    private BatchSender<GroupMembership, Contact?>? sender;
    private GroupReferences? references;

    private protected GroupMembershipCommand()
    {
    }

    /// <summary>Groups: ids, names or groups, or a script block that reads them from each row.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object[] GroupId { get; set; } = [];

    /// <summary>Writes each contact whose groups were changed, as far as it is known.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The operation.</summary>
    private protected abstract Operation<GroupMembership> Operation { get; }

    private protected override bool ChangesContacts => true;

    private protected override object? Summary => SummaryOf(Operation.Done);

    private BatchSender<GroupMembership, Contact?> Sender => sender ??= SenderOf(Operation, 1, WriteDone);

    private protected override void ProcessInput(ContactInput input)
    {
        var groups = ReadGroups(input);
        var address = input.ReadAddress();
        Ids.Check(input, address);
        if (ShouldChange(input, address, () => Operation.Question(string.Join(", ", groups))))
        {
            Resolver.Resolve(input, address, (id, known) => Sender.Add(new GroupMembership(id, groups), input, known));
        }
    }

    private void WriteDone(GroupMembership membership, Contact? known, Contact? answered)
    {
        if (PassThru)
        {
            WriteObject(known ?? new Contact(membership.ContactId));
        }
    }

    private IReadOnlyList<long> ReadGroups(ContactInput input)
    {
        references ??= new GroupReferences(Context);
        return references.Read(GroupId.Select(value => DelayBindScriptBlock.Evaluate(value, input, "-GroupId")).ToArray(), input.Label, "GroupId");
    }
}
