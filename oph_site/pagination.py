"""The links between the pages of a long list."""


def page_links(page, address):
    """What components/pagination.html shows; None when there is one page. address(number) → where that page is."""
    if page.paginator.num_pages < 2:
        return None
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "pages": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
        "current": page.number,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }
