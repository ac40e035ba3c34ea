using System.Collections;
using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Redaction;
using ContactsPS.Commands.Base;
using ContactsPS.Errors;
using ContactsPS.Outcomes;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Calls any endpoint of the service with the connection's credentials, retries and concurrency limit, and writes the items of <c>data</c>.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ContactApi", SupportsShouldProcess = true, SupportsPaging = true)]
[OutputType(typeof(PSObject))]
public sealed class InvokeContactApiCommand : ContactsCommand
{
    private PageWriter? writer;

    /// <summary>The path below the base URI, such as /group; it may contain a query.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The method. Any method but GET asks for confirmation, and is not sent under -WhatIf.</summary>
    [Parameter]
    [ValidateSet("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>Names and values of the query. Booleans are sent as 1 and 0, dates in UTC.</summary>
    [Parameter]
    [ValidateSomeValue]
    public IDictionary Query { get; set; } = new Hashtable(StringComparer.Ordinal);

    /// <summary>The body: objects, hashtables and lists are sent as JSON; text must be JSON.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>Requests all pages (offset and limit).</summary>
    [Parameter]
    public SwitchParameter Paginate { get; set; }

    private bool Changes => !string.Equals(Method, "GET", StringComparison.OrdinalIgnoreCase);

    private PageWriter Writer => writer ??= new PageWriter(Context, PageSize(), form: PlainValue.ToObject);

    /// <inheritdoc/>
    protected override void EndProcessing() => Streams.Reporting(Path, Send);

    private void Send()
    {
        var request = ReadRequest();
        Writer.WriteTotalCountIfAsked();
        if (Paginate)
        {
            Writer.WriteOnly((client, paging) => client.ListItems(request, paging));
        }
        else if (!Changes)
        {
            Write(Context.Await(token => Context.Client.SendAsync(request, token)));
        }
        else if (Streams.ShouldDo(() => new Question(Path, PersonalData.Mask(Path), Method)))
        {
            Context.StartRun();
            Context.Requests.Start(new ApiWrite(this, request, Context.Run?.Begin(number: 1, Body ?? Path)));
            Context.Requests.Finish();
            Context.CompleteRun();
        }
    }

    /// <exception cref="InputException">A parameter is not valid.</exception>
    private ApiRequest ReadRequest()
    {
        if (ContactRules.ValidatePath(Path) is { } rule)
        {
            throw InputException.InvalidField("-Path", "-Path", Path, rule);
        }

        if (Paginate && Changes)
        {
            throw InputException.InvalidField("-Method", "-Method", Method, Messages.Get("NeedsGet"));
        }

        var body = InputRow.Unwrap(Body);
        if (body is string json && ContactRules.ValidateJson(json) is { } flaw)
        {
            throw InputException.InvalidField("-Body", "-Body", json, flaw);
        }

        return new ApiRequest
        {
            Path = Path,
            Method = new HttpMethod(Method.ToUpperInvariant()),
            Query = [.. ReadQuery()],
            Json = body as string,
            Body = body is string ? null : PlainValue.Of(Body, "-Body", "-Body"),
        };
    }

    private IEnumerable<KeyValuePair<string, string>> ReadQuery()
    {
        foreach (DictionaryEntry entry in Query)
        {
            var name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            var value = PlainValue.InQuery(entry.Value) ?? throw InputException.InvalidField($"-Query {name}", $"-Query {name}", value: null, Messages.Get("NeedsQueryValue"));
            if (!(Paginate && name is "limit" or "offset"))
            {
                yield return new KeyValuePair<string, string>(name, value);
            }
        }
    }

    private int PageSize() => Paginate && LanguagePrimitives.TryConvertTo<int>(Query["limit"], out var limit) && limit is >= 1 and <= ContactRules.MaximumPageSize
        ? limit
        : ContactRules.MaximumPageSize;

    private void Write(ApiResponse reply)
    {
        Writer.Write(reply.Items);
        foreach (var error in reply.Errors)
        {
            Streams.WriteFailure(RefusalOf(reply, error));
        }
    }

    private Failure RefusalOf(ApiResponse reply, ServiceError error)
    {
        var message = Messages.Get("RefusedRequest", $"{Method} {Path}", error, reply.Status, reply.UniqId ?? "-");
        var refusal = new ContactsException(ContactsFailure.Refused, message, (System.Net.HttpStatusCode)reply.Status, [error], reply.UniqId);
        return Streams.FailureOf(refusal, Body ?? Path);
    }

    private sealed class ApiWrite(InvokeContactApiCommand command, ApiRequest request, int? place) : PendingWrite<ApiResponse>
    {
        private object Input => command.Body ?? command.Path;

        public override Task<ApiResponse> SendAsync(CancellationToken cancellationToken) => command.Context.Client.SendAsync(request, cancellationToken);

        public override void Record(ApiResponse result) => With(result.Errors.Count == 0 ? (run, at) => run.Finish(at, id: null) : (run, at) => run.Fail(at, command.RefusalOf(result, result.Errors[0])));

        public override void Record(ContactsException failure) => With((run, at) => run.Fail(at, FailureOf(failure)));

        public override void Abandon() => With((run, at) => run.Abandon(at, Input));

        public override void Complete(ApiResponse result) => command.Write(result);

        public override void Fail(ContactsException failure) => command.Streams.WriteFailure(FailureOf(failure));

        private Failure FailureOf(ContactsException failure) => command.Streams.FailureOf(failure, Input, command.Path);

        private void With(Action<CommandRun, int> record)
        {
            if (command.Context.Run is { } run && place is { } at)
            {
                record(run, at);
            }
        }
    }
}
