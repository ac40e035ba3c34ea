using System.Collections;
using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Redaction;
using ContactsPS.Commands.Base;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Calls any endpoint of the service with the connection's credentials, retries and throttle, and writes the items of <c>data</c>.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ContactApi", SupportsShouldProcess = true, SupportsPaging = true)]
[OutputType(typeof(PSObject))]
public sealed class InvokeContactApiCommand : ContactsCommand
{
    private PageWriter? writer;

    /// <summary>The path below the base URI, such as /group; it may carry a query.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The method. GET changes nothing; any other asks before it is sent, and under -WhatIf is not sent.</summary>
    [Parameter]
    [ValidateSet("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>Names and values of the query. Booleans are sent as 1 and 0, dates in UTC.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Query { get; set; } = new Hashtable(StringComparer.Ordinal);

    /// <summary>The body: objects, hashtables and lists are sent as JSON, a text as the JSON that it is.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>Asks for page after page (offset and limit) until there are no more.</summary>
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
        else if (Streams.ShouldDo(Path, PersonalData.Mask(Path), Method))
        {
            Context.Requests.Start(
                new WriteScope { Rows = [Body ?? Path], Keys = new HashSet<string>(StringComparer.Ordinal) },
                token => Context.Client.SendAsync(request, token),
                static _ => [],
                Write,
                failure => Streams.WriteFailure(Streams.FailureOf(failure, Body ?? Path, Path)));
            Context.Requests.Finish();
        }
    }

    /// <exception cref="InputException">A parameter breaks its rule.</exception>
    private ApiRequest ReadRequest()
    {
        if (ContactRules.ValidatePath(Path) is { } rule)
        {
            throw InputException.InvalidField("Invoke-ContactApi", "-Path", Path, rule);
        }

        if (Paginate && Changes)
        {
            throw InputException.InvalidField("Invoke-ContactApi", "-Method", Method, Messages.Get("NeedsGet"));
        }

        var body = InputRow.Unwrap(Body);
        if (body is string json && ContactRules.ValidateJson(json) is { } flaw)
        {
            throw InputException.InvalidField("Invoke-ContactApi", "-Body", json, flaw);
        }

        return new ApiRequest
        {
            Path = Path,
            Method = new HttpMethod(Method.ToUpperInvariant()),
            Query = [.. ReadQuery()],
            Json = body as string,
            Body = body is string ? null : PlainValue.Of(Body, "Invoke-ContactApi", "-Body"),
        };
    }

    private IEnumerable<KeyValuePair<string, string>> ReadQuery()
    {
        foreach (DictionaryEntry entry in Query)
        {
            var name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (PlainValue.InQuery(entry.Value) is { } value && !(Paginate && name is "limit" or "offset"))
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
            var message = Messages.Get("RefusedRequest", $"{Method} {Path}", error, reply.Status, reply.UniqId ?? "-");
            var refusal = new ContactsException(ContactsFailure.Refused, message, (System.Net.HttpStatusCode)reply.Status, [error], reply.UniqId);
            Streams.WriteFailure(Streams.FailureOf(refusal, Body ?? Path));
        }
    }
}
