Feature: Clients
  The orchestrator serves clients of every kind as the protocol says: clients of other versions, clients that can do little,
  that answer nothing, that read slowly or that look closely. It is reached over standard input and output and, where it offers
  that, over HTTP.

  Rule: Client and orchestrator agree on a version of the protocol

    @CLIENT-1 @API-2 @critical
    Scenario Outline: A client that offers <a version> is answered by a known version
      When a client offers <a version>
      Then the client agrees on a version with the orchestrator or is rejected

      Examples: versions
        | a version          |
        | an unknown version |
        | an older version   |
        | a newer version    |

  Rule: The orchestrator answers what it declares, and nothing else

    @CLIENT-1 @API-2 @critical
    Scenario: Pings before and after the handshake are answered
      When a client pings before and after the handshake
      Then the client gets an answer to each ping

    @CLIENT-1 @API-2 @critical
    Scenario: A method that does not exist is rejected as unknown
      When a client calls an unknown method
      Then the client learns that there is no such method

    @CLIENT-1 @API-2 @critical
    Scenario: Everything that is declared answers, and nothing else does
      When a client requests what is declared and what is not
      Then the client gets what is declared and nothing else

  Rule: The orchestrator requires only what a client declares

    @CLIENT-1 @API-2 @critical
    Scenario: A client that declares no capability receives no request
      When a client declares no capability
      Then the client receives no request for what it did not declare

    @CLIENT-1 @API-2 @critical
    Scenario Outline: A client that <does> its roots is served all the same
      When a client <does> its roots
      Then the client gets its tools listed and its call answered

      Examples: answers
        | does          |
        | will not list |
        | never lists   |

  Rule: The tool list has an end and only real positions

    @CLIENT-1 @API-2 @normal
    Scenario: Over all pages of the tool list, no tool is listed twice
      When a client follows the tool list to its end
      Then the client finds no tool twice

    @CLIENT-1 @API-2 @normal
    Scenario: The tool list from an invalid position is rejected
      When a client lists the tools from an invalid position
      Then the client learns that there is no such position

    @CLIENT-1 @API-2 @normal
    Scenario: A change of the tool list is declared and announced
      When a client lists the tools before and after its work
      Then the client learns of every change of the list

  Rule: Every answer is whole and agrees with itself

    @CLIENT-1 @FAULT-3 @API-2 @critical
    Scenario: After 40 cancelled calls, another one is answered
      When a client cancels 40 calls
      Then the client gets its tools listed and its call answered

    @CLIENT-1 @API-2 @normal
    Scenario: Progress rises, has the client's token and ends with the answer
      When a client requests progress
      Then the client sees progress rise until the answer and end there

    @CLIENT-1 @API-2 @critical
    Scenario: Structured content fits its schema and says what the text says
      When a client compares each text with its structured content
      Then the client finds no conflict

    @CLIENT-1 @API-2 @critical
    Scenario: Searches of a client that reads late are all answered alike
      When a client reads no answer until it has sent 40 searches
      Then the client gets the same answer to each search

    @CTRL-2 @CLIENT-1 @API-2 @normal @large
    Scenario: Unread answers delay a restart no longer than its timeout
      When a client requests 40 searches and a restart within 10 seconds and reads no answer
      Then the client sees the orchestrator end in time

  Rule: Calls can be made as protocol tasks if declared

    @CLIENT-1 @API-2 @normal
    Scenario: A call made as a protocol task is answered with a handle
      When a client makes calls as protocol tasks
      Then the client gets a handle for each call

    @CLIENT-1 @API-2 @normal
    Scenario: A protocol task ends with the result of the plain call
      When a client follows a protocol task to its end
      Then the client gets the result of the plain call

    @CLIENT-1 @API-2 @normal
    Scenario: A cancelled protocol task ends as cancelled
      When a client cancels a protocol task
      Then the client finds the protocol task cancelled

    @CLIENT-1 @API-2 @normal
    Scenario: The result of a protocol task is kept over a restart
      When a client requests the result of a protocol task after a restart
      Then the client gets the same result as before

    @CLIENT-1 @API-2 @normal
    Scenario: A protocol task with an unknown handle is rejected
      When a client requests a protocol task by an unknown handle
      Then the client learns that there is no such handle

  Rule: A request whose answer was lost can be repeated safely

    @CLIENT-1 @SAFE-1 @API-2 @critical @own_server
    Scenario: A plan whose answer was lost makes exactly one task
      Given the task "Planned before" is planned
      When a client repeats a plan that was never answered, unless its task is there
      Then the client finds the task exactly once

  Rule: All versions of the protocol show the same tasks

    @CLIENT-1 @API-2 @critical @own_server
    Scenario: Clients of two protocol versions see the same task
      Given the task "The same for all" is completed
      When a client of another protocol version reads the task
      Then the client finds it unchanged

  Rule: Over HTTP, the same holds

    @CLIENT-1 @API-2 @critical
    Scenario Outline: Over HTTP, a client that <does> is served alike
      Given the orchestrator is reached over HTTP by several clients
      When a client <does>
      Then the client <observes>

      Examples: clients
        | does                                           | observes                                                 |
        | offers an unknown version                      | agrees on a version with the orchestrator or is rejected |
        | offers an older version                        | agrees on a version with the orchestrator or is rejected |
        | offers a newer version                         | agrees on a version with the orchestrator or is rejected |
        | follows the tool list to its end               | finds no tool twice                                      |
        | lists the tools from an invalid position       | learns that there is no such position                    |
        | requests progress                              | sees progress rise until the answer and end there        |
        | pings after the handshake                      | gets an answer to each ping                              |
        | calls an unknown method                        | learns that there is no such method                      |
        | requests what is declared and what is not      | gets what is declared and nothing else                   |
        | declares no capability                         | receives no request for what it did not declare          |
        | will not list its roots                        | gets its tools listed and its call answered              |
        | never lists its roots                          | gets its tools listed and its call answered              |
        | compares each text with its structured content | finds no conflict                                        |

    @CLIENT-1 @API-2 @critical
    Scenario: Over HTTP, an unknown session is answered with status 404
      Given the orchestrator is reached over HTTP by several clients
      When a request arrives in an unknown session
      Then the request is answered with status 404

    @CLIENT-1 @API-2 @critical
    Scenario: Over HTTP, a session that its client has ended gets status 404
      Given the orchestrator is reached over HTTP by several clients
      When a request arrives that ends the same session
      And a request arrives in the same session
      Then the request is answered with status 404
      When a request arrives that ends the same session
      Then the request is answered with status 404

    @CLIENT-1 @CTRL-2 @API-2 @critical
    Scenario: Over HTTP, a session from before a restart gets status 404
      Given the orchestrator is reached over HTTP
      When a request arrives for the orchestrator's own host name
      And the orchestrator is restarted
      And a request arrives in the same session
      Then the request is answered with status 404

    @CLIENT-1 @API-2 @normal
    Scenario: Over HTTP, a request with another method gets status 405
      Given the orchestrator is reached over HTTP by several clients
      When a request arrives with another method
      Then the request is answered with status 405

    @CLIENT-1 @API-2 @normal
    Scenario Outline: Over HTTP, a request <manner> is rejected
      Given the orchestrator is reached over HTTP by several clients
      When a request arrives <manner>
      Then the request is rejected

      Examples: requests
        | manner                       |
        | with another content type    |
        | that announces a huge body   |
        | with a body of 128 megabytes |
