"""The one switch between the chats: what a sentence that names Slack, or Slack's ways, says in Teams instead.

Every other sentence is the same in both. A test holds that each key is a sentence of the code.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark

INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "Write the words after /svarsvakt, in a direct message to me, or after @Svarsvakt. N is a "
        "comment’s number. Short ways: /besvarad N, /kommentar, /veckan, /rundan.": mark(
            "Write the words to me in our own chat, or after @Svarsvakt in the unit’s channel. N is a "
            "comment’s number. “home” in our own chat shows all that is yours in one place."
        ),
        "Thanks, comment {number} is noted as answered. The reply lacks your name: I have sent you "
        "a suggestion in a direct message.": mark(
            "Thanks, comment {number} is noted as answered. The reply lacks your name: I have sent you a "
            "suggestion in our own chat."
        ),
        "Thanks, noted as answered. The reply lacks your name: I have sent you a suggestion in a "
        "direct message.": mark(
            "Thanks, noted as answered. The reply lacks your name: I have sent you a suggestion in our own "
            "chat."
        ),
        "I have sent you a comment to practise on, in a direct message.": mark(
            "I have sent you a comment to practise on, in our own chat."
        ),
        "a comment to practise on, in a direct message": mark("a comment to practise on, in our own chat"),
        "{text} is there, and you run it. Now invite Svarsvakt into its channel (/invite @Svarsvakt) and add "
        "accounts under “Run {text}”.": mark(
            "{text} is there, and you run it. Now see that Svarsvakt is in the channel’s team, and add "
            "accounts under “Run {text}”."
        ),
        "{text} is there, run by {people}. Now invite Svarsvakt into its channel (/invite @Svarsvakt) and "
        "add accounts: svarsvakt account add --unit {suggestion}": mark(
            "{text} is there, run by {people}. Now see that Svarsvakt is in the channel’s team, and add "
            "accounts: svarsvakt account add --unit {suggestion}"
        ),
        "{text} works in the new channel from now on. Invite Svarsvakt there (/invite @Svarsvakt) if it is "
        "not there already. What stands in the old channel stays there.": mark(
            "{text} works in the new channel from now on. Add Svarsvakt to the channel’s team if it is not "
            "there already. What stands in the old channel stays there."
        ),
        "it is not in Slack any more": mark("it is not in Teams any more"),
        "Slack does not let me read it; the app may lack the permission “files:read”": mark(
            "Teams does not let me read it; send it to me once more, in our own chat"
        ),
        "Slack did not answer, though I tried for hours": mark(
            "Teams did not answer, though I tried for hours"
        ),
        "Slack does not let me upload files. Nothing was handed out. Whoever runs Svarsvakt gives the "
        "app the permission “files:write”; then ask again.": mark(
            "Teams does not let me send files. Nothing was handed out. Whoever runs Svarsvakt looks at what "
            "the app may do; then ask again."
        ),
        "Slack did not take the file. Nothing was handed out. Ask again in a while.": mark(
            "Teams did not take the file. Nothing was handed out. Ask again in a while."
        ),
        "Handing out {number} is noted, but Slack did not say whether it took the file. Do you see it "
        "here? Else ask again; it is noted anew.": mark(
            "Handing out {number} is noted, but Teams did not say whether it took the file. Do you see it "
            "here? Else ask again; it is noted anew."
        ),
        "Save the file where it belongs: what lies in Slack is a copy.": mark(
            "Save the file where it belongs: what lies in Teams is a copy."
        ),
    }
)
