Describe 'The standard behaviour of cmdlets' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = 1..30 | ForEach-Object { [pscustomobject]@{ ExternalId = "P-$_"; Email = "p$_@example.com"; FirstName = 'Ewa'; LastName = "Name $_" } } | New-Contact
    }
    AfterAll { Stop-ContactSandbox }
    BeforeEach { $before = $sandbox.RequestCount }

    Context 'Paging' {
        It 'pages through <name>' -ForEach @(
            @{ name = 'Get-Contact'; arguments = @{}; property = 'Id'; skipped = 3 }
            @{ name = 'Get-ContactGroup'; arguments = @{}; property = 'Id'; skipped = 3 }
            @{ name = 'Get-ContactSegment'; arguments = @{}; property = 'Id'; skipped = 3 }
            @{ name = 'Invoke-ContactApi'; arguments = @{ Path = '/group' }; property = 'id'; skipped = 3 }
        ) {
            (& $name @arguments -First 1 -Skip 2).$property | Should -Be $skipped
        }
        It 'writes nothing after the end' { Get-Contact -Skip 30 | Should -BeNullOrEmpty }
        It 'writes nothing, and sends no request, with -First 0' {
            Get-Contact -First 0 | Should -BeNullOrEmpty
            $sandbox.RequestCount | Should -Be $before
        }
        It 'counts the matches of -Name' { (Get-ContactGroup -Name *e* -Skip 1 -First 1).Name | Should -Be (@(Get-ContactGroup -Name *e*)[1].Name) }
        It 'writes the unknown total before the first item' {
            $found = @(Get-ContactGroup -IncludeTotalCount -First 1)
            $found[0].ToString() | Should -Be 'Unknown total count'
            $found.Count | Should -Be 2
        }
        It 'refuses a page of <_>' -ForEach 0, 1001 { { Get-Contact -PageSize $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    }

    Context 'Variables' {
        It 'collects with -OutVariable, and adds to it with a plus' {
            Get-Contact -First 2 -OutVariable found | Out-Null
            Get-Contact -First 1 -OutVariable +found | Out-Null
            $found.Count | Should -Be 3
        }
        It 'passes the contact on with -PipelineVariable' {
            $pairs = Get-Contact -First 2 -PipelineVariable contact | ForEach-Object { $_ | Get-ContactGroup } | ForEach-Object { "$($contact.ExternalId) $($_.ExternalId)" }
            $pairs | Should -Be 'P-1 ALLCONTACTS', 'P-2 ALLCONTACTS'
        }
        It 'accepts splatted parameters' {
            $typed = @{ Email = 'p3@example.com'; First = 1 }
            (Get-Contact @typed).ExternalId | Should -Be 'P-3'
        }
        It 'uses the defaults of $PSDefaultParameterValues' {
            $PSDefaultParameterValues = @{ 'Get-Contact:First' = 4 }
            @(Get-Contact).Count | Should -Be 4
        }
        It 'accepts a list of contacts in a variable' {
            $kept = Get-Contact -First 3
            (Set-Contact -InputObject $kept -CompanyName Kept -PassThru).CompanyName | Should -Be 'Kept', 'Kept', 'Kept'
        }
    }

    Context 'Script blocks' {
        It 'reads the address from a column of another name' {
            ([pscustomobject]@{ CustomerNo = 4 } | Get-Contact -Id { $_.CustomerNo }).ExternalId | Should -Be 'P-4'
        }
        It 'computes what is sent, row by row, and sends it in one request' {
            Get-Contact -First 3 | Set-Contact -FirstName { "$($_.LastName)!" }
            (Get-Contact -First 3).FirstName | Should -Be 'Name 1!', 'Name 2!', 'Name 3!'
            @(Get-Change $before).Count | Should -Be 1
        }
        It 'causes an error only of its row if it fails' {
            $rows = 'Mail', 'k1@example.com', '', 'k2@example.com' | ConvertFrom-Csv
            $mail = { if ($_.Mail -eq 'k1@example.com') { throw 'not this one' } $_.Mail }
            $made = $rows | New-Contact -Email $mail -ErrorAction SilentlyContinue -ErrorVariable found -WarningAction SilentlyContinue
            $made.Email | Should -Be 'k2@example.com'
            @($found)[0].TargetObject.Mail | Should -Be 'k1@example.com'
            "$(@($found)[0])" | Should -BeLike '*not this one*'
        }
        It 'reads the groups of each row from a cell' {
            ([pscustomobject]@{ Id = 5; Groups = '2;3' } | Add-ContactGroup -GroupId { $_.Groups } -PassThru).Id | Should -Be 5
            (Get-ContactGroup -ContactId 5).Name | Sort-Object | Should -Be 'All contacts', 'Newsletter', 'VIP'
        }
    }

    Context 'Streams' {
        It 'lets warnings be redirected' {
            $said = [pscustomobject]@{ Email = 'w1@example.com'; Zip = 81 } | New-Contact 3>&1
            "$($said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })" | Should -BeLike '*not sent: Zip*'
        }
        It 'lets errors be redirected, with their ids' {
            $said = Get-Contact -Id 777, 1 -ErrorAction Continue 2>&1
            Get-ErrorId @($said | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })[0] | Should -Be 'ContactNotFound'
            @($said | Where-Object Id -EQ 1).Count | Should -Be 1
        }
        It 'lists each request in the verbose stream, and none without -Verbose' {
            @(Get-Contact -First 1 -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -like '*GET*/contact*' }).Count | Should -BeGreaterThan 0
            Get-Contact -First 1 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -BeNullOrEmpty
        }
        It 'writes neither token nor email address into a transcript' {
            Start-Transcript "$TestDrive/transcript.txt" | Out-Null
            try {
                $null = New-Contact -Email transcript@example.com -Verbose -Debug
                Set-ContactSubscription -Id 1 -Channel fax -State Subscribed -ErrorAction Continue
                Get-ContactConnection | Out-Default
            }
            finally { Stop-Transcript | Out-Null }
            $written = Get-Content "$TestDrive/transcript.txt" -Raw
            $written | Should -BeLike '*POST*/contact*'
            $written | Should -Not -BeLike '*transcript@example.com*'
            $written | Should -Not -BeLike "*$([WildcardPattern]::Escape($sandbox.Credential.GetNetworkCredential().Password))*"
        }
    }

    Context 'Errors' {
        It 'is caught by its FullyQualifiedErrorId' {
            $said = try { Get-Contact -Id 777 -ErrorAction Stop }
            catch {
                switch -Wildcard ($_.FullyQualifiedErrorId) {
                    'ContactNotFound,*' { 'not there' }
                    default { 'something else' }
                }
            }
            $said | Should -Be 'not there'
        }
        It 'is in $Error once, with its category, target and command' {
            $global:Error.Clear()
            Get-Contact -ExternalId nobody -ErrorAction SilentlyContinue
            $global:Error.Count | Should -Be 1
            $record = $global:Error[0]
            $record.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $record.TargetObject | Should -Be 'nobody'
            $record.InvocationInfo.MyCommand.Name | Should -Be 'Get-Contact'
        }
        It 'is not in $Error with -ErrorAction Ignore' {
            $global:Error.Clear()
            Get-Contact -ExternalId nobody -ErrorAction Ignore
            $global:Error.Count | Should -Be 0
        }
        It 'stops at the first of several with -ErrorAction Stop, before the next command' {
            $seen = [System.Collections.Generic.List[object]]::new()
            { 1, 777, 2 | ForEach-Object { [pscustomobject]@{ Id = $_ } } | Get-Contact -ErrorAction Stop | ForEach-Object { $seen.Add($_.Id) } } | Should -Throw -ErrorId 'ContactNotFound,*'
            $seen | Should -Not -Contain 2
        }
        It 'does not stop a command without an error' { { Get-Contact -Email nobody@example.com -ErrorAction Stop } | Should -Not -Throw }
        It 'sets $? to false' {
            Get-Contact -ExternalId nobody -ErrorAction SilentlyContinue
            $? | Should -BeFalse
        }
    }

    Context 'Questions' {
        It 'says under -WhatIf which contact it would remove, and keeps it' {
            Start-Transcript "$TestDrive/whatif.txt" | Out-Null
            try { Get-Contact -Id 6 | Remove-Contact -WhatIf } finally { Stop-Transcript | Out-Null }
            Get-Content "$TestDrive/whatif.txt" -Raw | Should -BeLike '*What if:*6*'
            Get-Change $before | Should -BeNullOrEmpty
        }
        It 'respects $WhatIfPreference' {
            $WhatIfPreference = $true
            Remove-Contact -Id 6
            New-Contact -Email whatif@example.com | Should -BeNullOrEmpty
            Get-Change $before | Should -BeNullOrEmpty
        }
        It 'prompts before it removes, and removes nothing if it cannot prompt' {
            $lonely = [powershell]::Create()
            try {
                $manifest = (Get-Module ContactsPS).Path -replace 'bin[\\/]ContactsPS\.psm1$', 'ContactsPS.psd1'
                $script = 'param($module, $sandbox) Import-Module $module; $sandbox | Connect-ContactService; Remove-Contact -Id 6'
                $null = $lonely.AddScript($script).AddArgument($manifest).AddArgument($sandbox)
                $lonely.Invoke() | Should -BeNullOrEmpty
                $lonely.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'ConfirmationUnavailable,*'
            }
            finally { $lonely.Dispose() }
            Get-Change $before | Should -BeNullOrEmpty
            (Get-Contact -Id 6).ExternalId | Should -Be 'P-6'
        }
        It 'does not prompt if $ConfirmPreference turns prompts off' {
            $ConfirmPreference = 'None'
            (Remove-Contact -Id 7 -PassThru).Id | Should -Be 7
        }
    }
}
