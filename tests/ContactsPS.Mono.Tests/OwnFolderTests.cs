using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Models;
using ContactsPS.Client;
using ContactsPS.Sandbox;

namespace ContactsPS.Mono.Tests;

/// <summary>
/// What is shipped, where it is laid out: client and sandbox find the folder for Windows PowerShell and the framework, and no binding redirect. The other tests run among
/// the test framework's assemblies, with redirects.
/// </summary>
public sealed class OwnFolderTests
{
    [Fact]
    public void Client_and_sandbox_work_with_nothing_but_their_own_folder_and_the_framework()
    {
        var folder = Path.Combine(Root(), "bin", "net472");

        // A copy by itself, since the folder of an assembly is searched too.
        var alone = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        var copy = Path.Combine(alone.FullName, Path.GetFileName(typeof(Guest).Assembly.Location));
        File.Copy(typeof(Guest).Assembly.Location, copy);
        var domain = AppDomain.CreateDomain("Windows PowerShell", securityInfo: null, new AppDomainSetup { ApplicationBase = folder });
        try
        {
            var guest = (Guest)domain.CreateInstanceFromAndUnwrap(copy, typeof(Guest).FullName!);
            Assert.Equal("250 created, 250 listed", guest.CreateAndList(250));
            Assert.Equal(folder, guest.Folder.TrimEnd(Path.DirectorySeparatorChar));
        }
        finally
        {
            AppDomain.Unload(domain);
            alone.Delete(recursive: true);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppDomain.CurrentDomain.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ContactsPS.psd1")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not run from within the repository.");
        }

        return folder.FullName;
    }

    /// <summary>Lives in the other domain.</summary>
    public sealed class Guest : MarshalByRefObject
    {
#pragma warning disable CA1822 // called through a proxy, which only an instance has
        /// <summary>Where the client was found.</summary>
        public string Folder => Path.GetDirectoryName(typeof(ContactsClient).Assembly.Location)!;

        public string CreateAndList(int count)
        {
            using var server = SandboxServer.Start();
            using var client = new ContactsClient(new ContactsClientOptions { BaseUri = server.BaseUri, ApplicationKey = server.ApplicationKey, AuthorizationToken = server.AuthorizationToken });
            return Task.Run(async () =>
            {
                var created = await client.AddContactsAsync([.. Enumerable.Range(1, count).Select(i => new NewContact { ExternalId = $"K{i}", Email = $"c{i}@example.com" })]);
                var listed = 0;
                await foreach (var contact in client.ListContacts())
                {
                    listed += contact.Id is null ? 0 : 1;
                }

                return $"{created.Items.Count(item => item.Outcome == BatchOutcome.Accepted)} created, {listed} listed";
            }).GetAwaiter().GetResult();
        }
#pragma warning restore CA1822
    }
}
