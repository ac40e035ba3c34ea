using System.Collections;
using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Redaction;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Creates contacts, from rows or from typed values.</summary>
[Cmdlet(VerbsCommon.New, "Contact", SupportsShouldProcess = true)]
[OutputType(typeof(Contact))]
public sealed class NewContactCommand : ContactInputCommand
{
    private BatchSender<NewContact, Contact?>? sender;
    private Dictionary<string, object?> bound = [];
    private bool? computesFields;
    private List<DataColumn> dataColumns = [];
    private GroupReferences? groups;
    private UnusedColumnDetector claims = new([], [], []);

    /// <summary>The e-mail address. This or the phone number is required.</summary>
    [Parameter]
    public object? Email { get; set; }

    /// <summary>The phone number; spaces, dots, hyphens and brackets are removed.</summary>
    [Parameter]
    public object? PhoneNumber { get; set; }

    /// <summary>Your own identifier of the contact.</summary>
    [Parameter]
    public object? ExternalId { get; set; }

    /// <summary>The first name.</summary>
    [Parameter]
    public object? FirstName { get; set; }

    /// <summary>The last name.</summary>
    [Parameter]
    public object? LastName { get; set; }

    /// <summary>The company's name.</summary>
    [Parameter]
    public object? CompanyName { get; set; }

    /// <summary>When the contact was created: a DateTime, yyyy-MM-dd[ HH:mm[:ss]], ISO 8601 or unix seconds; UTC without a zone.</summary>
    [Parameter]
    public object? CreatedAt { get; set; }

    /// <summary>Additional fields by name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExternalDataCompleter))]
    public object? ExternalData { get; set; }

    /// <summary>Groups that the new contact joins: ids, names or groups.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object? AddToGroup { get; set; }

    /// <summary>Columns of piped rows that are sent as additional fields under their own names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [ValidateSomeValue]
    public string[] ExternalDataProperty { get; set; } = [];

    /// <summary>The contacts of one request, 1 to 1000. The service's own limit is not documented.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumBatchSize)]
    public int BatchSize { get; set; } = 100;

    private protected override bool ChangesContacts => true;

    private protected override bool ComputesFields => computesFields ??= bound.Values.Any(DelayBindScriptBlock.IsScript);

    private protected override IReadOnlyList<string> NeededColumns => Email is null && PhoneNumber is null ? [nameof(Email), nameof(PhoneNumber)] : [];

    private protected override object? Summary => SummaryOf(Operations.Create.Done);

    private BatchSender<NewContact, Contact?> Sender => sender ??= SenderOf(Operations.Create, BatchSize, WriteDone);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        bound = FieldSource.Bound(MyInvocation);
        groups = new GroupReferences(Context);
        if (AddToGroup is not null && !DelayBindScriptBlock.IsScript(AddToGroup))
        {
            // Before any contact is created.
            Streams.Ending(AddToGroup, () => bound[nameof(AddToGroup)] = groups.Read(AddToGroup, Streams.CommandName, "-AddToGroup"));
        }

        dataColumns = [.. DataColumn.Of(ExternalDataProperty)];
        claims = new UnusedColumnDetector(NewContactReader.Columns, ExternalDataProperty, bound.Values);
    }

    private protected override void ProcessNothing()
    {
        // The typed text: the parameter has only the number.
        var target = new[] { nameof(Email), nameof(PhoneNumber), nameof(ExternalId) }.Select(name => bound.TryGetValue(name, out var value) ? value : null).FirstOrDefault(value => value is not null);
        Process(target, () => ContactInput.TypedFields(target, Messages.Get("TheNewContact")));
    }

    private protected override void ProcessInput(ContactInput input)
    {
        dataColumns.AddRange(claims.Learn(input, Streams.WriteWarning));
        var contact = NewContactReader.Read(new FieldSource(input, bound, () => Context.FieldSpellings), dataColumns, groups!.Read);
        if (Streams.ShouldDo(() => QuestionOf(contact.ExternalId ?? contact.Email ?? contact.PhoneNumber!)))
        {
            Sender.Add(contact, input, state: null);
        }
    }

    private static Question QuestionOf(string name) => new(Messages.Get("NewContactNamed", name), Messages.Get("NewContactNamed", PersonalData.Hash(name)), Operations.Create.Question());

    private protected override void Flush() => sender?.Flush();

    /// <summary>The contact as the service returned it, completed with what was sent.</summary>
    private void WriteDone(NewContact item, Contact? known, Contact? answered) =>
        WriteObject(answered is { ExternalId: null, Email: null, PhoneNumber: null } or null
            ? new Contact(answered?.Id, item.Fields, externalData: item.ExternalData)
            : answered);
}
