"""People who keep the public repository in order: an e-mail address and a link that works once.

    from irwell.editors.guard import EditorRequest, editor_only

    @editor_only
    def page(request: EditorRequest) -> HttpResponse:
        request.editor  # the Editor who is signed in

It knows nothing of casework and its accounts.
"""
