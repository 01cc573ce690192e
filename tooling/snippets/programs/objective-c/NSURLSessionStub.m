// Replaces the classes of GNUstep's NSURLSession.h, which Debian's build does not include. It implements only what the
// download programs use: a download task with a completion handler, over NSURLConnection, on the run loop of its caller.
#import "NSURLSession+Apple.h"
#include <Block.h>

typedef void (^CompletionHandler)(NSURL *, NSURLResponse *, NSError *);

static NSTimeInterval timeoutForRequest = 60;

@interface StubTask : NSURLSessionDownloadTask {
@public
    NSURLSession *session;
    NSMutableURLRequest *request;
    CompletionHandler completionHandler;
    NSURLResponse *received;
    NSString *path;
    NSFileHandle *file;
    NSURLConnection *connection;
}
@end

@implementation StubTask

- (void)resume {
    NSString *name = [[NSProcessInfo processInfo] globallyUniqueString];
    path = [[NSTemporaryDirectory() stringByAppendingPathComponent:name] retain];
    [[NSFileManager defaultManager] createFileAtPath:path contents:[NSData data] attributes:nil];
    file = [[NSFileHandle fileHandleForWritingAtPath:path] retain];
    connection = [[NSURLConnection alloc] initWithRequest:request delegate:self];
}

- (void)completeWithError:(NSError *)error {
    [file closeFile];
    completionHandler(error == nil ? [NSURL fileURLWithPath:path] : nil, received, error);
    [[NSFileManager defaultManager] removeItemAtPath:path error:NULL];
}

- (NSURLRequest *)connection:(NSURLConnection *)sender
             willSendRequest:(NSURLRequest *)next
            redirectResponse:(NSURLResponse *)redirect {
    if (redirect == nil) {
        return next;
    }
    __block NSURLRequest *followed = next;
    [(id<NSURLSessionTaskDelegate>)[session delegate] URLSession:session
                                                            task:self
                                      willPerformHTTPRedirection:(NSHTTPURLResponse *)redirect
                                                      newRequest:next
                                               completionHandler:^(NSURLRequest *chosen) {
                                                   followed = chosen;
                                               }];
    if (followed == nil) {
        // Like NSURLSession, return the redirect itself as the response.
        [sender cancel];
        received = [redirect retain];
        [self completeWithError:nil];
    }
    return followed;
}

- (void)connection:(NSURLConnection *)sender didReceiveResponse:(NSURLResponse *)response {
    received = [response retain];
}

- (void)connection:(NSURLConnection *)sender didReceiveData:(NSData *)data {
    [file writeData:data];
}

- (void)connectionDidFinishLoading:(NSURLConnection *)sender {
    [self completeWithError:nil];
}

- (void)connection:(NSURLConnection *)sender didFailWithError:(NSError *)error {
    [self completeWithError:error];
}

@end

@implementation NSURLSessionTask
@end

@implementation NSURLSessionDownloadTask
@end

@implementation NSURLSessionConfiguration

+ (NSURLSessionConfiguration *)ephemeralSessionConfiguration {
    return [[[self alloc] init] autorelease];
}

- (NSTimeInterval)timeoutIntervalForRequest {
    return timeoutForRequest;
}

- (void)setTimeoutIntervalForRequest:(NSTimeInterval)seconds {
    timeoutForRequest = seconds;
}

@end

@implementation NSURLSession

+ (NSURLSession *)sessionWithConfiguration:(NSURLSessionConfiguration *)configuration
                                  delegate:(id<NSURLSessionDelegate>)delegate
                             delegateQueue:(NSOperationQueue *)queue {
    NSURLSession *session = [[[self alloc] init] autorelease];
    session->_delegate = [delegate retain];
    return session;
}

- (id<NSURLSessionDelegate>)delegate {
    return _delegate;
}

- (NSURLSessionDownloadTask *)downloadTaskWithRequest:(NSURLRequest *)request
                                    completionHandler:(CompletionHandler)completionHandler {
    StubTask *task = [[[StubTask alloc] init] autorelease];
    task->session = [self retain];
    task->request = [request mutableCopy];
    [task->request setTimeoutInterval:timeoutForRequest];
    // In gcc's runtime, blocks are not objects, so they cannot be retained with messages.
    task->completionHandler = Block_copy(completionHandler);
    return task;
}

- (void)finishTasksAndInvalidate {
}

@end
