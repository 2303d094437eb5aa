package io.adjourn.vendors;

/**
 * One request to a vendor's read API.
 *
 * @param endpoint what is asked, as headers and metrics name it: {@code [a-z0-9-]{1,40}}
 * @param method GET, or POST where the vendor is to do something
 * @param path absolute, encoded, with its query
 */
public record Question(String endpoint, String method, String path) {

    /** To read something. */
    public static Question get(String endpoint, String path) {
        return new Question(endpoint, "GET", path);
    }
}
