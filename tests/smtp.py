"""A mail server for the tests: real SMTP, on this machine alone."""

from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class MailServer(Controller):
    """Keeps what it takes, on any free port.

    messages: [EmailMessage], the first first. refusals: {address: what is answered in its place}. breaks_off: it takes
    a message and hangs up before it says so. at_goodbye: called when a client has its answer and takes its leave.
    """

    def __init__(self):
        super().__init__(self, hostname="127.0.0.1", port=0, ready_timeout=60)
        self.messages, self.refusals, self.breaks_off, self.at_goodbye = [], {}, False, None

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if refusal := self.refusals.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        if self.breaks_off:
            server.transport.abort()
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if self.at_goodbye:
            self.at_goodbye()
        return "221 Bye"
