Feature: Session tools
  Cleanup removes only the requested kind of session, and it is a dry run unless requested otherwise. A resumed session
  becomes the current one.

  Rule: Cleanup removes only the requested kind of session

    @SESSION-3 @API-2 @critical @own_server
    Scenario: Cleanup of orphaned sessions removes them
      Given a session is opened in the new directory "left-behind"
      And a session is opened in the workspace
      When the directory "left-behind" is deleted
      And cleanup of orphaned sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list does not include the session in "left-behind"

    @SESSION-3 @API-2 @normal @own_server
    Scenario: Cleanup of orphaned sessions keeps a session whose directory exists
      Given a session is opened in the new directory "still-there"
      And a session is opened in the workspace
      When cleanup of orphaned sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the session in "still-there"

    @SESSION-3 @API-2 @normal @own_server
    Scenario: Cleanup of all sessions removes unfinished ones
      Given a session is opened in the new directory "unfinished"
      And the task "Not done yet" is planned
      And a session is opened in the workspace
      When cleanup of all sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list does not include the session in "unfinished"

    @SESSION-3 @API-2 @critical @own_server
    Scenario Outline: Cleanup of <kind> sessions keeps the current one
      Given a session is opened in the new directory "elsewhere"
      And a session is opened in the workspace
      And the task "All there was to do" is completed
      When cleanup of <kind> sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the current session

      Examples: kinds of sessions
        | kind      |
        | completed |
        | orphaned  |
        | all       |

    @SESSION-3 @API-2 @critical @own_server
    Scenario: Cleanup of all sessions keeps the task of an unfinished one
      Given a session is opened in the new directory "unfinished"
      And the task "Not done yet" is planned
      And a session is opened in the workspace
      When cleanup of all sessions runs without a dry run
      And a session is opened in the directory "unfinished"
      Then "Not done yet" is still pending

    @SESSION-3 @API-2 @normal @own_server
    Scenario: Cleanup of sessions older than 7 days keeps a new session
      Given a session is opened in the new directory "of-today"
      And a session is opened in the workspace
      When cleanup of sessions older than 7 days runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the session in "of-today"

    @SESSION-3 @API-2 @normal @own_server
    Scenario Outline: Cleanup of completed sessions removes one whose only task is <state>
      Given a session is opened in the new directory "given-up"
      And the task "All there was to do" is <state>
      And a session is opened in the workspace
      When cleanup of completed sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list does not include the session in "given-up"

      Examples: final states
        | state     |
        | cancelled |
        | failed    |

    @SESSION-3 @API-2 @critical @own_server
    Scenario Outline: Cleanup of completed sessions keeps one whose only task is <state>
      Given a session is opened in the new directory "unfinished"
      And the task "Not done yet" is <state>
      And a session is opened in the workspace
      When cleanup of completed sessions runs without a dry run
      And the sessions are listed
      Then the list includes the session in "unfinished"

      Examples: open states
        | state       |
        | pending     |
        | in progress |
        | blocked     |

    @SESSION-3 @API-2 @normal @own_server
    Scenario: Cleanup of completed sessions removes each of two
      Given a session is opened in the new directory "first"
      And the task "All there was to do first" is completed
      And a session is opened in the new directory "second"
      And the task "All there was to do then" is completed
      And a session is opened in the workspace
      When cleanup of completed sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list does not include the session in "first"
      And the list does not include the session in "second"

    @SESSION-3 @API-2 @normal @own_server
    Scenario: Cleanup of completed sessions keeps one without tasks
      Given a session is opened in the new directory "empty"
      And a session is opened in the workspace
      When cleanup of completed sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the session in "empty"

    @SESSION-3 @API-2 @normal @own_server
    Scenario: Cleanup of orphaned sessions removes one with an unfinished task
      Given a session is opened in the new directory "left-behind"
      And the task "Never finished" is planned
      And a session is opened in the workspace
      When the directory "left-behind" is deleted
      And cleanup of orphaned sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list does not include the session in "left-behind"

  Rule: By default, a session is old when not used for seven days

    Background: A clock that can be moved
      Given the orchestrator runs with an adjustable clock

    @SESSION-3 @API-2 @critical
    Scenario: Cleanup of old sessions removes one not used for eight days
      Given a session is opened in the new directory "long-ago"
      And the task "All there was to do" is completed
      When the clock of the orchestrator jumps eight days ahead
      And a session is opened in the workspace
      And cleanup of old sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list does not include the session in "long-ago"

    @SESSION-3 @API-2 @normal
    Scenario: Cleanup of old sessions keeps one not used for six days
      Given a session is opened in the new directory "last-week"
      And the task "All there was to do" is completed
      When the clock of the orchestrator jumps six days ahead
      And a session is opened in the workspace
      And cleanup of old sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the session in "last-week"

    @SESSION-3 @API-2 @normal
    Scenario: Cleanup older than 5 days removes a session of six days ago
      Given a session is opened in the new directory "last-week"
      And the task "All there was to do" is completed
      When the clock of the orchestrator jumps six days ahead
      And a session is opened in the workspace
      And cleanup of sessions older than 5 days runs without a dry run
      And the sessions are listed, including completed ones
      Then the list does not include the session in "last-week"

    @SESSION-3 @API-2 @normal
    Scenario: A dry run older than 0 days names an old session
      Given a session is opened in the new directory "this-week"
      And the task "All there was to do" is completed
      When the clock of the orchestrator jumps two days ahead
      And a session is opened in the workspace
      And cleanup of sessions older than 0 days runs as a dry run
      Then the reply contains the identifier of the session in "this-week"

    @SESSION-3 @API-2 @critical
    Scenario Outline: Cleanup of old sessions keeps one whose only task is <state>
      Given a session is opened in the new directory "unfinished"
      And the task "Not done yet" is <state>
      When the clock of the orchestrator jumps eight days ahead
      And a session is opened in the workspace
      And cleanup of old sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the session in "unfinished"

      Examples: open states
        | state       |
        | pending     |
        | in progress |
        | blocked     |

    @SESSION-3 @API-2 @critical
    Scenario: Cleanup of old sessions keeps one that was resumed two days ago
      Given a session is opened in the new directory "taken-up-again"
      And the task "All there was to do" is completed
      When the clock of the orchestrator jumps six days ahead
      And the session in "taken-up-again" is resumed
      And a session is opened in the workspace
      And the clock of the orchestrator jumps eight days ahead
      And cleanup of old sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the session in "taken-up-again"

    @SESSION-3 @API-2 @normal
    Scenario: A dry run of cleanup of old sessions names an old one
      Given a session is opened in the new directory "long-ago"
      And the task "All there was to do" is completed
      When the clock of the orchestrator jumps eight days ahead
      And a session is opened in the workspace
      And cleanup of old sessions runs as a dry run
      Then the reply contains the identifier of the session in "long-ago"

  Rule: Cleanup is a dry run unless requested otherwise

    @SESSION-3 @API-2 @normal @own_server
    Scenario Outline: A dry run of cleanup of <kind> sessions names an orphaned one
      Given a session is opened in the new directory "left-behind"
      And a session is opened in the workspace
      When the directory "left-behind" is deleted
      And cleanup of <kind> sessions runs as a dry run
      Then the reply contains the identifier of the session in "left-behind"

      Examples: kinds that an orphaned session belongs to
        | kind     |
        | orphaned |
        | all      |

    @SESSION-3 @API-2 @normal @own_server
    Scenario: A dry run of cleanup of completed sessions names each of two
      Given a session is opened in the new directory "first"
      And the task "All there was to do first" is completed
      And a session is opened in the new directory "second"
      And the task "All there was to do then" is completed
      And a session is opened in the workspace
      When cleanup of completed sessions runs as a dry run
      Then the reply contains the identifier of the session in "first"
      And the reply contains the identifier of the session in "second"

    @SESSION-3 @API-2 @normal @own_server
    Scenario: A dry run that is requested keeps a completed session
      Given a session is opened in the new directory "rehearsed"
      And the task "All there was to do" is completed
      And a session is opened in the workspace
      When cleanup of completed sessions runs as a dry run
      And the sessions are listed, including completed ones
      Then the list includes the session in "rehearsed"

    @SESSION-3 @API-2 @critical @own_server
    Scenario Outline: Cleanup of <kind> sessions is a dry run by default
      Given a session is opened in the new directory "rehearsed"
      And the task "All there was to do" is completed
      And a session is opened in the workspace
      When cleanup of <kind> sessions runs with default settings
      And the sessions are listed, including completed ones
      Then the list includes the session in "rehearsed"

      Examples: kinds that a completed session belongs to
        | kind      |
        | completed |
        | all       |

    @SESSION-3 @API-2 @critical @own_server
    Scenario: Cleanup of orphaned sessions is a dry run by default
      Given a session is opened in the new directory "left-behind"
      And a session is opened in the workspace
      When the directory "left-behind" is deleted
      And cleanup of orphaned sessions runs with default settings
      And the sessions are listed, including completed ones
      Then the list includes the session in "left-behind"

    @SESSION-3 @API-2 @critical @own_server
    Scenario: Cleanup of old sessions is a dry run by default
      Given a session is opened in the new directory "of-today"
      And a session is opened in the workspace
      When cleanup of sessions older than 0 days runs with default settings
      And the sessions are listed, including completed ones
      Then the list includes the session in "of-today"

    @SESSION-3 @API-2 @normal
    Scenario: Cleanup rejects an unknown session kind
      When cleanup of forgotten sessions runs with default settings
      Then the cleanup is rejected

  Rule: A resumed session becomes the current one

    @SESSION-2 @API-2 @critical @own_server
    Scenario: A task planned in a resumed session is not found elsewhere
      Given a session is opened in the new directory "there"
      And a session is opened in the workspace
      When the session in "there" is resumed
      And the task "Planned there" is planned
      And a session is opened in the workspace
      Then "Planned there" is not found

    @SESSION-2 @SESSION-1 @API-2 @critical @own_server
    Scenario: A session opened by another orchestrator does not become the current one
      Given a session is opened in the workspace
      And a second orchestrator is started in the same workspace
      And a session is opened in the new directory "elsewhere"
      When the client returns to the first orchestrator
      And the task "Planned by the first" is planned
      And a session is opened in the directory "elsewhere"
      Then "Planned by the first" is not found

  Rule: The status is that of the requested session

    @SESSION-2 @VALID-5 @API-2 @critical @own_server
    Scenario: The status of the current session shows its own directory
      Given a session is opened in the new directory "elsewhere"
      And the task "Planned elsewhere" is planned
      And a session is opened in the workspace
      When the status of the current session is requested
      Then the directory of the session is the workspace

    @SESSION-2 @API-2 @critical @own_server
    Scenario: The status of a session in another directory shows that directory
      Given a session is opened in the new directory "elsewhere"
      And a session is opened in the workspace
      When the status of the session in "elsewhere" is requested
      Then the directory of the session is "elsewhere"

    @SESSION-2 @API-2 @normal @own_server
    Scenario: The status of a session can be requested after a new start
      Given a session is opened in the new directory "elsewhere"
      And a session is opened in the workspace
      When the orchestrator is started again in the same workspace
      And the status of the session in "elsewhere" is requested
      Then the directory of the session is "elsewhere"

    @SESSION-2 @API-2 @critical @own_server
    Scenario: Requesting the status of another session does not switch to it
      Given a session is opened in the new directory "elsewhere"
      And a session is opened in the workspace
      When the status of the session in "elsewhere" is requested
      And the task "Planned here" is planned
      And a session is opened in the directory "elsewhere"
      Then "Planned here" is not found

  Rule: A list is limited to ten sessions unless requested otherwise

    @SESSION-2 @API-2 @normal @own_server
    Scenario: Without a limit, 10 of 11 sessions are listed
      Given 11 sessions are opened in new directories
      When the sessions are listed
      Then 10 sessions are listed
