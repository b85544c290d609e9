Feature: Lost connections
  Lines break, and clients vanish in the middle of a word. What the orchestrator had answered is true all the same; what it
  had not answered happened once and whole, or not at all; and whoever connects again carries on.

  Rule: A client that is gone takes nothing with it

    @FAULT-2 @SAFE-1 @SAFE-2 @OSM-4 @blocker @own_server
    Scenario Outline: Its client gone in the middle of <what>, it ends, and whoever starts it again carries on
      Given work goes on in 4 streams
      When its client is gone in the middle of <what>
      Then it ends by itself
      When it is started again in its workspace
      Then the work goes on
      And all that was answered is true

      Examples: what was under way
        | what    |
        | a call  |
        | a reply |

    @FAULT-2 @SESSION-2 @SAFE-1 @critical @own_server
    Scenario: The session of a client that is gone is taken up from another process
      Given a session is initialised in the new directory "A long journey"
      And the task "Taken up again" is in progress
      When its client is gone in the middle of a call
      And it is started again in its workspace
      And the session in "A long journey" is resumed
      Then "Taken up again" is still in progress
      When its work is handed in
      Then "Taken up again" is completed

  Rule: Over HTTP, a line that breaks takes no more than its calls with it

    @FAULT-2 @SAFE-1 @OSM-4 @critical
    Scenario Outline: Work goes on after the line <fault>, and nothing answered is lost
      Given the orchestrator is spoken to over a line that can be broken
      And work goes on in 4 streams
      When the line <fault>
      Then the work goes on
      And all that was answered is true

      Examples: lines that break
        | fault                           |
        | is cut                          |
        | is reset                        |
        | is halved                       |
        | breaks in the middle of a call  |
        | breaks in the middle of a reply |
        | is refused for a while          |

      Examples: lines that are slow
        | fault               |
        | is slow for a while |
        | stalls for a while  |

    @FAULT-2 @SAFE-1 @OSM-4 @critical
    Scenario: What the line swallows happened once and whole, or not at all
      Given the orchestrator is spoken to over a line that can be broken
      And work goes on in 4 streams that wait 0.4 s for an answer
      When the line swallows what is said for a while
      Then the work goes on
      And all that was answered is true

    @FAULT-2 @FAULT-1 @SAFE-1 @OSM-4 @critical
    Scenario: Killed over HTTP and started again, it loses nothing that was answered
      Given the orchestrator is spoken to over HTTP
      And work goes on in 4 streams
      When the orchestrator is killed
      And it is started again in its workspace
      Then the work goes on
      And all that was answered is true

    @FAULT-2 @CTRL-2 @SAFE-1 @OSM-4 @critical
    Scenario: After a restart over HTTP, work goes on at the same address
      Given the orchestrator is spoken to over HTTP
      And work goes on in 4 streams
      When the orchestrator is asked to restart in good order
      Then the work goes on
      And it comes back at the address where it was
      And all that was answered is true

  Rule: Whoever comes and goes disturbs nobody else

    @FAULT-2 @SAFE-6 @OSM-4 @critical
    Scenario: A hundred connections opened and dropped do not disturb the work
      Given the orchestrator is spoken to over HTTP
      And work goes on in 2 streams
      When 100 connections are opened and dropped
      Then the work goes on
      And every call of the work was answered
      And all that was answered is true
      When it is called by its own name
      Then the caller is let in

  Rule: Strangers are turned away

    @SAFE-9 @critical
    Scenario: Over HTTP only this machine can reach it, unless it was told otherwise
      Given the orchestrator is spoken to over HTTP
      Then only this machine can reach it

    @SAFE-9 @critical
    Scenario Outline: Called <guise>, it lets nobody in
      Given the orchestrator is spoken to over HTTP
      When it is called <guise>
      Then the caller is turned away
      When it is called by its own name
      Then the caller is let in

      Examples: guises
        | guise                                                  |
        | under the name of a foreign host                       |
        | under a foreign name that begins like its own          |
        | from a page of a foreign site                          |
        | from a page of a foreign site that begins like its own |
        | from a page of no site                                 |
